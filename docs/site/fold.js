// Before the theme's worker: it makes each term, of the index and of what is typed, by this function.
(() => {
  const normalize = String.prototype.normalize;
  String.prototype.normalize = function (form) {
    return normalize.call(this, form).replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d");
  };
})();
