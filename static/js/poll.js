// An element with data-poll="2" is asked for anew every two seconds until it no longer says so.
// A browser that cannot do this has the link «Обновить».
const waiting = document.querySelector("[data-poll]");

async function look(element) {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.getElementById(element.id);
    if (fresh) {
      element.replaceWith(fresh);
      element = fresh;
    }
  } catch {
    // The server is away for a moment: the next look will tell.
  }
  if (element.dataset.poll) setTimeout(look, element.dataset.poll * 1000, element);
}

if (waiting) setTimeout(look, waiting.dataset.poll * 1000, waiting);
