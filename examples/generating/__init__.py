"""How the example registers are made: one module per network, on a few shared ones.

What the articles published is built in as numbers of records, so that it comes out again by counting. Everything
else is drawn with a fixed seed. Lam Vân is invented altogether: it shows what a province may have of its own. Tuyên Quang
has the communes that there are, and nothing else that is real.
"""

from .gia_lai import gia_lai
from .ha_nam import ha_nam
from .lam_van import lam_van
from .lang_son_khoi import lang_son_khoi
from .lao_cai import lao_cai
from .tp_son_la import tp_son_la
from .tuyen_quang import tuyen_quang

NETWORKS = {
    "gia-lai": gia_lai,
    "ha-nam": ha_nam,
    "lam-van": lam_van,
    "lang-son-khoi": lang_son_khoi,
    "lao-cai": lao_cai,
    "tp-son-la": tp_son_la,
    "tuyen-quang": tuyen_quang,
}
"""The maker of each example by the name of its folder."""
