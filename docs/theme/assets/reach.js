// What the theme adds to a page is reached by keyboard and told apart by ear: tables that scroll, buttons that are labels.
(() => {
  const vietnamese = document.documentElement.lang === "vi";
  const scrolling = vietnamese ? "Bảng cuộn ngang: " : "Table that scrolls: ";

  const heading = (box) => {
    // the nearest heading above: the table itself has no name
    const all = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4, h5)")];
    const above = all.filter((one) => one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    return above ? above.textContent.replace("¶", "").trim() : document.title;
  };

  const mark = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const scrolls = box.scrollWidth > box.clientWidth;
      if (scrolls === box.hasAttribute("tabindex")) continue;
      if (scrolls) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", scrolling + heading(box));
      } else ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
    // a <nav> for each copy button would be a landmark without a name
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
  };

  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mark);
  };
  mark();
  addEventListener("resize", soon);
  addEventListener("load", soon);
  document.addEventListener("toggle", soon, true); // a table inside <details> has no width before
  const content = document.querySelector(".md-content");
  if (content) new MutationObserver(soon).observe(content, { childList: true, subtree: true });

  // Once a menu is drawn: what is hidden cannot be focused.
  const enter = (id) => {
    const menu = document.querySelector(id === "__drawer" ? ".md-sidebar--primary" : ".md-sidebar--secondary");
    (menu.querySelector("a.md-nav__link--active") ?? menu.querySelector("a.md-nav__link"))?.focus();
  };

  // The buttons of the menu, of the search and of the contents are labels of hidden boxes, which no key reaches.
  const contents = document.querySelector(".md-nav--secondary");
  for (const label of document.querySelectorAll(".md-header label[for=__drawer], .md-header label[for=__search], label.md-sidebar-button")) {
    const box = document.getElementById(label.htmlFor);
    if (!box) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.innerHTML = label.innerHTML;
    button.setAttribute("for", label.htmlFor); // the theme's styles go by it
    if (contents && box.id === "__toc") button.setAttribute("aria-label", contents.getAttribute("aria-label"));
    const search = box.id === "__search";
    const say = () => button.setAttribute(search ? "aria-haspopup" : "aria-expanded", search ? "dialog" : String(box.checked));
    say();
    box.tabIndex = -1;
    box.addEventListener("change", say);
    button.addEventListener("click", (event) => {
      box.click();
      // not where a finger opened it: its reader looks, and does not type
      if (!search && box.checked && event.detail === 0) setTimeout(() => enter(box.id), 50);
    });
    label.style.display = "none"; // the theme asks for it
    label.after(button);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of document.querySelectorAll("#__drawer:checked, #__toc:checked")) {
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector(`button[for=${box.id}]`)?.focus();
    }
  });
})();
