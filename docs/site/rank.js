// After the theme's worker and `widen.js`: what is found comes in an order of our own, and where that is the same, in the theme's.
(() => {
  const answer = self.onmessage;
  const LOOKED_UP = /^(?:reference|dictionary|codes|rules|measures)\//;
  const WORDS = 5, TITLE = 3, TEXT = 1, WHOLE = 1, BEGUN = 0.5, SCATTERED = 0.25;
  const FORMS = ["NFC", "NFKD"]; // with marks and without
  let entries = [], separator, typed = { NFC: "", NFKD: "" };

  // Terms with a blank between and around, so that a phrase is looked for as one text.
  const terms = (text, form) => ` ${text.normalize(form).toLowerCase().replace(separator, " ").trim()} `;

  // How much of a text is what was typed: in this order; with its last word begun; in any order.
  const within = (text, phrase) => {
    if (text.includes(`${phrase} `)) return WHOLE;
    if (text.includes(phrase)) return BEGUN;
    return phrase.trim().split(" ").every((term) => text.includes(` ${term}`)) ? SCATTERED : 0;
  };

  // What a page or heading has of it: among the words that lead to it, else in its title, else in its text.
  const level = (entry, form) => {
    const { words, title, text } = (entry[form] ??= {
      words: entry.words.map((word) => terms(word, form)),
      title: terms(entry.title, form),
      text: terms(entry.text, form),
    });
    const phrase = typed[form].trimEnd();
    if (words.includes(`${phrase} `)) return WORDS;
    const begun = words.some((word) => word.includes(phrase)) ? WORDS * BEGUN : 0;
    return Math.max(begun, within(title, phrase) * (TITLE + entry.kind), within(text, phrase) * TEXT);
  };

  // Who types marks means them; without marks they count for nothing.
  const weigh = (entry) => {
    const marked = typed.NFC !== typed.NFKD;
    return (marked ? 10 * level(entry, "NFC") : 0) + level(entry, "NFKD");
  };

  Object.defineProperty(Array.prototype, "rank", {
    value(compare) {
      const weight = new Map(this.map(({ id }) => [id, weigh(entries[id])]));
      return this.sort((one, other) => weight.get(other.id) - weight.get(one.id) || compare(one, other));
    },
  });

  self.onmessage = (event) => {
    const { type, data } = event.data;
    if (type === 0) {
      separator = new RegExp(`(?:${data.config.separator})+`, "gu");
      entries = data.items.map(({ location, title, text, words = [] }) => ({
        words,
        title,
        text,
        // a page comes before its headings, and both before what is looked up
        kind: (location.includes("#") ? 0 : 0.5) - (LOOKED_UP.test(location) ? 1 : 0),
      }));
    }
    if (type === 2 && typeof data.input === "string") typed = Object.fromEntries(FORMS.map((form) => [form, terms(data.input, form)]));
    return answer(event);
  };
})();
