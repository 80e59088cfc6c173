// A box that keeps the rows in which every typed word is found, with or without marks: before the table of each `.filterable`.
(() => {
  const said = {
    vi: { label: "Lọc bảng", count: (shown, all) => `${shown} trên ${all} dòng` },
    en: { label: "Filter the table", count: (shown, all) => `${shown} of ${all} rows` },
  }[document.documentElement.lang === "vi" ? "vi" : "en"];
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  document.querySelectorAll(".filterable").forEach((home, number) => {
    const table = home.querySelector("table");
    if (!table) return;
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const texts = rows.map((row) => fold(row.textContent));
    const box = document.createElement("div");
    box.className = "filter";
    const label = document.createElement("label");
    label.textContent = said.label;
    label.htmlFor = `__filter_${number}`;
    const input = document.createElement("input");
    input.type = "search";
    input.id = label.htmlFor;
    input.autocomplete = "off";
    const count = document.createElement("output");
    count.htmlFor = input.id;
    count.setAttribute("aria-live", "polite");
    box.append(label, input, count);
    home.prepend(box);

    const show = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, place) => {
        row.hidden = !words.every((word) => texts[place].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = said.count(shown, rows.length);
    };
    input.addEventListener("input", show);
    show();
  });
})();
