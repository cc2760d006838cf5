// Names offered while one types; without this script the full name is typed by hand.
let asked = 0;
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset.suggest || field.value.trim().length < 2) return;
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const answer = await fetch(`${field.dataset.suggest}&term=${encodeURIComponent(field.value)}`);
    if (!answer.ok) return;
    const found = (await answer.json()).results;
    field.list.replaceChildren(...found.map((one) => new Option(one.text, one.text)));
  }, 200);
});
