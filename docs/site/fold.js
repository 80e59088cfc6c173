// Before the theme's worker: it makes each term, of the index and of what is typed, by this form; others keep their marks.
(() => {
  const normalize = String.prototype.normalize;
  String.prototype.normalize = function (form) {
    const text = normalize.call(this, form);
    return form === "NFKD" ? text.replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d") : text;
  };
})();
