// After the theme's worker: what it is told passes here.
(() => {
  const answer = self.onmessage;
  const LOOKED_UP = /^(?:reference|dictionary|codes)\//;
  let separator;

  // Typed words stand for all that begins so, which a short word of Vietnamese does not: "phu cap" is no "phường, cấp".
  // The last word may not be finished yet.
  const query = (text) => {
    const words = [...text.matchAll(separator)].map((found) => ({ word: found[0], start: found.index }));
    const operands = words.map(({ word, start }, place) => {
      const whole = word.length < 5 && place < words.length - 1;
      const range = { start, end: start + word.length, value: place };
      const value = whole ? word : { type: "prefix", data: word };
      return { type: "value", data: { field: "*", value, range } };
    });
    return { type: "operator", data: { operator: "and", operands } };
  };

  self.onmessage = (event) => {
    const { type, data } = event.data;
    if (type === 0) {
      separator = new RegExp(`(?:(?!${data.config.separator})[^])+`, "gu");
      for (const item of data.items) {
        // words that people type are searched as the way to an entry is, which counts for more than its text; neither is shown
        item.path.push(...(item.words ?? []));
        // so is the name of what is looked up, public names aside: "base salary" is first what a page explains
        if (!LOOKED_UP.test(item.location) || /#dlxh\.\w+$/.test(item.location)) continue;
        item.path = [...item.path.map((step) => " ".repeat(step.length)), item.title];
        item.title = "";
      }
    }
    if (type === 2 && typeof data.input === "string") data.input = query(data.input);
    return answer(event);
  };
})();
