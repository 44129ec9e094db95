/** The pages. `<%=` escapes; `<%~` is for the layout's own style and script alone. */
export const templates = {
  layout: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><%= it.title %></title>
<link rel="icon" href="data:,">
<style><%~ it.pageStyle %></style>
</head>
<body>
<%~ it.body %>
<script><%~ it.pageScript %></script>
</body>
</html>
`,
  user: `<% layout("@layout") %>
<main>
<header>
  <div class="avatar" aria-hidden="true"><%= [...it.name][0] %></div>
  <div>
    <h1>Hello, <%= it.name %></h1>
    <% if (it.identity.email) { %>
    <p class="soft"><%= it.identity.email %> ·
      <% if (it.identity.emailVerified) { %><span class="good">verified</span><% } else { %><span class="bad">not verified</span><% } %></p>
    <% } %>
  </div>
  <form method="post" action="/logout"><button class="quiet">Sign out</button></form>
</header>
<div class="grid">
  <section class="card">
    <h2>Access token valid for</h2>
    <p class="count" data-expires-at="<%= it.identity.expiresAt %>"><%= it.remaining %></p>
    <p class="soft small">until <time datetime="<%= it.identity.expiresAt %>"><%= it.expiresAtText %></time>; then the load balancer renews it without asking you.</p>
  </section>
  <section class="card">
    <h2>Answered by</h2>
    <dl class="short">
      <dt>Container</dt><dd><%= it.containerName %></dd>
      <dt>App client</dt><dd><%= it.identity.clientId %></dd>
    </dl>
  </section>
  <section class="card">
    <h2>Scopes</h2>
    <% if (it.identity.scopes.length) { %><ul class="chips"><% for (const scope of it.identity.scopes) { %><li><%= scope %></li><% } %></ul><% } else { %><p class="soft">none</p><% } %>
  </section>
  <section class="card">
    <h2>Groups</h2>
    <% if (it.identity.groups.length) { %><ul class="chips"><% for (const group of it.identity.groups) { %><li><%= group %></li><% } %></ul><% } else { %><p class="soft">none</p><% } %>
  </section>
  <section class="card wide">
    <h2>Verified claims</h2>
    <dl>
      <% for (const [name, value] of it.claims) { %><dt><%= name %></dt><dd><%= value %></dd>
      <% } %>
    </dl>
  </section>
</div>
<nav aria-label="Pages"><a href="/tasks">Tasks</a><a href="/admin">Admin</a><a href="/api/me">This page as JSON</a></nav>
</main>`,
  error: `<% layout("@layout") %>
<main class="narrow">
<section class="card">
  <h2>Error <%= it.status %></h2>
  <h1><%= it.title %></h1>
  <p><%= it.detail %></p>
  <div class="actions">
    <% if (it.status === 401) { %><a class="button" href="/">Sign in again</a><% } else { %><a class="button" href="/">To the start page</a><% } %>
    <% if (it.status === 401 || it.status === 403) { %><a href="/logout">Sign out</a><% } %>
  </div>
  <p class="soft small">Request <code><%= it.requestId %></code></p>
</section>
</main>`,
  "sign-out": `<% layout("@layout") %>
<main class="narrow">
<section class="card">
  <h1>Sign out?</h1>
  <p>This ends your session here and at the sign-in page.</p>
  <form method="post" action="/logout" class="actions"><button>Sign out</button><a href="/">Stay signed in</a></form>
</section>
</main>`,
  "signed-out": `<% layout("@layout") %>
<main class="narrow">
<section class="card">
  <h1>You are signed out</h1>
  <p>Your session here and at the sign-in page has ended.</p>
  <div class="actions"><a class="button" href="/">Sign in again</a></div>
</section>
</main>`,
  tasks: `<% layout("@layout") %>
<main class="narrow">
<section class="card">
  <h1>Tasks</h1>
  <p class="soft">Seen with the scope tasks/read.</p>
  <div class="actions"><ol><% for (const task of it.tasks) { %><li><%= task.title %></li><% } %></ol></div>
  <% if (it.canAdd) { %>
  <form method="post" action="/tasks" class="actions"><input name="title" aria-label="New task" placeholder="New task" required maxlength="120"><button>Add</button></form>
  <% } %>
</section>
<nav aria-label="Pages"><a href="/">Start page</a></nav>
</main>`,
  admin: `<% layout("@layout") %>
<main class="narrow">
<section class="card">
  <h1>Admin</h1>
  <p class="soft">Seen by members of the group admins.</p>
  <div class="actions"></div>
  <dl><% for (const [name, value] of Object.entries(it.status)) { %><dt><%= name %></dt><dd><%= value %></dd><% } %></dl>
</section>
<nav aria-label="Pages"><a href="/">Start page</a></nav>
</main>`,
} as const;
