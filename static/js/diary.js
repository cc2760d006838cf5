// An entry of a diary outlives a network that is away: it waits on this telephone and is sent once it is back.
// The key in the form makes a second sending harmless. Without this script the browser says that there is no network.
const form = document.querySelector("form[data-diary]");
const told = document.querySelector("[data-kept]");
const SHELF = `diary:${form?.dataset.diary ?? told?.dataset.owner}:`;
const WAITS = "Нет связи. Запись сохранена на этом телефоне, отправим сами.";

const shelf = () => Object.keys(localStorage).filter((name) => name.startsWith(SHELF));
const read = (name) => JSON.parse(localStorage.getItem(name));
const ours = (name) => form && SHELF + form.elements.namedItem("key").value === name;
const write = (name, kept) => localStorage.setItem(name, JSON.stringify(kept));

function say(words) {
  if (!told) return;
  told.textContent = words;
  told.hidden = !words;
}

function keep(event) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const name = SHELF + form.elements.namedItem("key").value;
  write(name, { url: location.pathname, done: form.dataset.done, fields, going: navigator.onLine });
  if (navigator.onLine) return; // the browser sends it as it would without us
  event.preventDefault();
  say(WAITS);
}

// What the browser has sent itself is either on the next page already, or shown again with the words of a refusal.
function settle() {
  const arrived = document.querySelector(".alert-success");
  for (const name of shelf()) {
    const kept = read(name);
    if (ours(name) || (kept.going && arrived)) localStorage.removeItem(name);
    if (form && kept.refused && kept.url === location.pathname) {
      form.elements.namedItem("done").value = kept.fields.find(([field]) => field === "done")[1];
      localStorage.removeItem(name);
    }
  }
}

async function send(name) {
  const kept = read(name);
  const answer = await fetch(kept.url, { method: "POST", body: new URLSearchParams(kept.fields) });
  if (answer.ok && answer.redirected && new URL(answer.url).pathname === kept.done) {
    localStorage.removeItem(name);
    if (ours(name)) form.hidden = true;
    return say("Связь есть. Запись с этого телефона отправлена.");
  }
  if (answer.ok && !answer.redirected) write(name, { ...kept, refused: true });
  return say("Запись с этого телефона не принята. Откройте страницу встречи и проверьте её.");
}

async function sendAll() {
  const waiting = shelf().filter((name) => !read(name).refused);
  try {
    for (const name of waiting) if (navigator.onLine) await send(name);
  } catch {
    say(WAITS);
  }
}

settle();
form?.addEventListener("submit", keep);
addEventListener("online", sendAll);
sendAll();
