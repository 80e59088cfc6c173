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

  // The buttons of the menu, of the search and of the contents are labels of hidden boxes.
  const contents = document.querySelector(".md-nav--secondary");
  for (const label of document.querySelectorAll(".md-header label[for^=__]:not([for^=__palette]), .md-sidebar-button")) {
    const box = document.getElementById(label.htmlFor);
    if (!box) continue;
    const opens = box.id === "__search" ? "aria-haspopup" : "aria-expanded";
    const say = () => label.setAttribute(opens, box.id === "__search" ? "dialog" : String(box.checked));
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    if (contents && label.matches(".md-sidebar-button")) label.setAttribute("aria-label", contents.getAttribute("aria-label"));
    say();
    box.addEventListener("change", say);
    box.tabIndex = -1;
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation(); // the theme listens for Enter too
      label.click();
      say();
      if (box.id !== "__search" && box.checked) setTimeout(() => enter(box.id), 50);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of document.querySelectorAll("#__drawer:checked, #__toc:checked")) {
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector(`.md-header label[for=${box.id}], .md-sidebar-button[for=${box.id}]`)?.focus();
    }
  });
})();
