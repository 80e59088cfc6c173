// The links to the other language lead to the heading that is being read: both languages have the same ids.
(() => {
  const place = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const seen = named && named.getBoundingClientRect();
    if (seen && seen.bottom > 0 && seen.top < innerHeight) return named.id;
    const above = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)[id]")].filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 3,
    );
    return above.length > 1 ? above.at(-1).id : ""; // under the title is the top of the page
  };
  const lead = (event) => {
    const link = event.target.closest("a[hreflang]");
    if (link) link.hash = place();
  };
  // a click of the keyboard is one too; the other two come before a link is opened elsewhere or copied
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, lead, true);
})();
