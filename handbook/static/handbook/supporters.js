// The copy for supporters: made and removed by a button, never by itself.
const place = document.getElementById("offline");
const keep = document.getElementById("b-keep"), drop = document.getElementById("b-drop");
const message = document.getElementById("offline-msg");
const { worker, home } = place.dataset;

const ours = () => navigator.serviceWorker.getRegistration(home);
const show = async () => { drop.hidden = !await ours(); };

const installed = registration => new Promise((done, failed) => {
  const sleeper = registration.installing ?? registration.waiting ?? registration.active;
  const look = () => {
    if (sleeper.state === "activated") done();
    if (sleeper.state === "redundant") failed();
  };
  sleeper.addEventListener("statechange", look);
  look();
});

keep.addEventListener("click", async () => {
  try {
    await installed(await navigator.serviceWorker.register(worker, { scope: home }));
    message.textContent = message.dataset.kept;
  } catch {
    message.textContent = message.dataset.failed;
  }
  show();
});
drop.addEventListener("click", async () => {
  await (await ours())?.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith(`handbook${home}`)).map(name => caches.delete(name)));
  message.textContent = message.dataset.dropped;
  show();
});

if ("serviceWorker" in navigator) {
  show();
} else {
  keep.disabled = true;
  message.textContent = message.dataset.cannot;
}
