// A questionnaire: what is not asked is hidden, and what is typed is kept in the background.
// Without this script every question stands with its «Если да:», and each page is kept when it is sent.
const form = document.querySelector("form[data-draft]");
const saved = document.querySelector("[data-saved]");
const PAUSE = 1200;
let waiting = 0;
let last = null;

function answers(name) {
  const field = form.elements.namedItem(name);
  const list = field instanceof RadioNodeList ? [...field] : [field];
  return list.filter((one) => one && (one.checked || !["radio", "checkbox"].includes(one.type))).map((one) => one.value);
}

function show() {
  const hidden = new Set();
  for (const part of form.querySelectorAll("[data-if]")) {
    const rests = part.dataset.if;
    part.hidden = hidden.has(rests) || !answers(rests).includes(part.dataset.is);
    if (part.hidden) for (const one of part.querySelectorAll("[name]")) hidden.add(one.name);
  }
}

async function save() {
  clearTimeout(waiting);
  waiting = 0;
  last?.abort();
  last = new AbortController();
  const body = new FormData(form);
  body.set("go", "save");
  try {
    const answer = await fetch(location.href, { method: "POST", body, keepalive: true, signal: last.signal });
    saved.textContent = answer.ok ? "Ответы сохранены." : "";
  } catch {
    saved.textContent = ""; // no network for a moment: the page itself is kept when it is sent
  }
}

function later() {
  show();
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

form.addEventListener("input", later);
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  waiting = 0;
  last?.abort();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && waiting) save();
});
show();
