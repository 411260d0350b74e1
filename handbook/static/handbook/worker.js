// Installed only from the supporters' page. Holds the handbook, never anybody's answers: those are in no address
// and no response, and a POST is not touched.
const PATIENCE = 4000;

self.addEventListener("install", event => event.waitUntil(
  caches.open(NAME).then(cache => cache.addAll(FILES)).then(() => self.skipWaiting()),
));

self.addEventListener("activate", event => event.waitUntil(
  caches.keys()
    .then(names => Promise.all(names.filter(name => name !== NAME).map(name => caches.delete(name))))
    .then(() => self.clients.claim()),
));

// Fresh first: a wrong phone number is worse than a slow page. Then the copy, then the document.
const fresh = request => Promise.race([
  fetch(request),
  new Promise((_, giveUp) => setTimeout(giveUp, PATIENCE)),
]).then(answer => answer.ok || answer.status === 304 ? answer : Promise.reject(answer));

const saved = async request => await caches.match(request, { ignoreSearch: true })
  ?? (request.mode === "navigate" ? caches.match(HOME) : Response.error());

self.addEventListener("fetch", event => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/admin/") || address.pathname.startsWith("/api/")) return;
  event.respondWith(fresh(event.request).catch(() => saved(event.request)));
});
