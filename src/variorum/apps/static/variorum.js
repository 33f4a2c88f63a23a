// The pages read without this. It folds on a phone what stands below the answer, closes peeks with Escape, remembers which layers of a report are shown, goes from line to line by key,
// copies a line with its sources, says that it is searching, and finds the page of a long list on which the place named in the address
// stands: links made when the list was short lead there still.
"use strict";
const main = document.getElementById("main");
const status_ = document.createElement("div");
status_.className = "skip";
status_.setAttribute("role", "status");
document.body.append(status_);

// Boxes are remembered: layers, which the style sheet shows and hides, and whether single keys do anything: who speaks to a browser, or
// has a reader of his own for them, turns them off.
const keys = document.getElementById("keys");
for (const box of document.querySelectorAll(".layers input, #keys")) {
  const key = box === keys ? "keys" : "layer-" + box.value;
  try { const kept = localStorage.getItem(key); if (kept !== null) box.checked = kept === "1"; } catch { /* private mode */ }
  box.addEventListener("change", () => { try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch { /* private mode */ } });
}

// Copying: the page behind ¶ has the line as text with its sources.
async function copy(link) {
  const button = link.nextElementSibling;
  const say = (words) => { button.textContent = words; status_.textContent = words; };
  say("copying …");
  try {
    const answer = await fetch(link.getAttribute("href") + ".json");
    await navigator.clipboard.writeText((await answer.json()).citation);
    say("copied");
    setTimeout(() => { button.textContent = "copy"; }, 2000);
  } catch { location.assign(link.href + "#cite"); }
}
for (const link of document.querySelectorAll("a.here")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.tabIndex = -1;
  button.textContent = "copy";
  button.setAttribute("aria-label", "Copy this line with its sources");
  button.addEventListener("click", () => copy(link));
  link.after(button);
}
const citation = document.querySelector("pre.citation");
if (citation) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => { await navigator.clipboard.writeText(citation.textContent); status_.textContent = button.textContent = "Copied"; });
  citation.before(button);
}

// Keys.
const LINES = ".line, .point, main li[id], .facing .row";
let current = -1;
function go(step) {
  const lines = [...document.querySelectorAll(LINES)].filter((line) => !line.closest("details:not([open])"));
  const focused = document.activeElement && document.activeElement.closest(LINES);
  if (focused) current = lines.indexOf(focused);
  current = Math.min(Math.max(current + step, 0), lines.length - 1);
  const line = lines[current];
  if (!line) return;
  if (!line.hasAttribute("tabindex")) line.tabIndex = -1;
  line.focus();
}
document.addEventListener("keydown", (event) => {
  const focused = document.activeElement;
  if (event.key === "Escape" && focused && focused.classList.contains("cite")) focused.blur();
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || (focused && /^(INPUT|SELECT|TEXTAREA)$/.test(focused.tagName))) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "c") {
    const line = focused && focused.closest(LINES);
    const link = line && line.querySelector("a.here");
    if (link) copy(link);
  } else if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    event.preventDefault();
    if (search) search.focus(); else location.assign("/stories");
  }
});
for (const told of document.querySelectorAll(".keys")) told.hidden = false;

// What is to be said of a stretch of text, for a pointer alone: a reader of the screen would say it before every few words.
document.addEventListener("pointerover", (event) => {
  const noted = event.target.closest("[data-note]");
  if (noted) noted.title = noted.dataset.note;
});
document.addEventListener("pointerout", (event) => {
  const noted = event.target.closest("[data-note]");
  if (noted) noted.removeAttribute("title");
});

// Where the address leads to: the name of a place, whether or not it is on this page.
function place() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; /* no address of ours: "#%" */ }
}

// On a phone all below the answer is folded, but for what the address leads to.
function open() {
  const led = document.getElementById(place());
  const fold = led && led.closest("details.fold");
  if (fold) fold.open = true;
}
if (matchMedia("(max-width: 40rem)").matches) {
  for (const folded of document.querySelectorAll("details.fold")) folded.open = false;
}
open();
addEventListener("hashchange", open);

// On paper nothing is a click away.
addEventListener("beforeprint", () => {
  for (const line of document.querySelectorAll(".onpaper")) line.dataset.day = new Date().toISOString().slice(0, 10);
  for (const folded of document.querySelectorAll("table.differences details, details.fold")) folded.open = true;
});

// Searching.
for (const form of document.querySelectorAll("form.find")) {
  const button = form.querySelector("button");
  const words = button.textContent;
  form.addEventListener("submit", () => { main.setAttribute("aria-busy", "true"); button.textContent = "Searching …"; status_.textContent = "Searching …"; });
  addEventListener("pageshow", () => { main.removeAttribute("aria-busy"); button.textContent = words; });
}

// A line of a long list: the page on which it stands.
const asked = new URLSearchParams(location.search);
if (place() && document.querySelector(".pager, form.find") && !document.getElementById(place()) && !asked.has("at") && !asked.has("from")) {
  const paragraph = /^c(\d+)$/.exec(place());
  asked.set(paragraph ? "from" : "at", paragraph ? paragraph[1] : place());
  location.replace("?" + asked + location.hash);
}
