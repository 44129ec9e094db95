/** Everything that pages have in common; `it.body` is a template's output. */
const layout = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><%= it.title %> · <%= it.poolName %></title>
<style><%~ it.pageStyle %></style>
</head>
<body>
<main>
<section class="card">
<header>
<span class="mark" aria-hidden="true"><%= it.initial %></span>
<div><p class="pool"><%= it.poolName %></p><h1><%= it.title %></h1></div>
</header>
<% if (it.fault) { %><p class="fault" role="alert"><%= it.fault %></p><% } %>
<% if (it.notice) { %><p class="notice" role="status"><%= it.notice %></p><% } %>
<%~ it.body %>
</section>
<aside>
<p class="local"><strong>Local stand-in</strong> for Amazon Cognito. Nothing here reaches AWS; people and passwords are made up.</p>
</aside>
</main>
</body>
</html>
`;

const signIn = `
<% if (it.appHost) { %><p class="lead">to continue to <b><%= it.appHost %></b></p><% } %>
<form method="post" action="/login?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<label><%= it.loginLabel %>
<input name="username" type="<%= it.loginType %>" value="<%= it.login %>" autocomplete="username" required autofocus></label>
<label>Password
<input name="password" type="password" autocomplete="current-password" required></label>
<button name="signInSubmitButton">Sign in</button>
</form>
<p class="links"><a href="/forgotPassword?<%= it.query %>">Forgot your password?</a>
<% if (it.canSignUp) { %><a href="/signup?<%= it.query %>">Create an account</a><% } %></p>
<% if (it.demoUsers.length > 0) { %>
<section class="demo"><h2>Demo users</h2>
<% it.demoUsers.forEach((user) => { %>
<form method="post" action="/login?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<input type="hidden" name="username" value="<%= user.login %>">
<input type="hidden" name="password" value="<%= user.password %>">
<button class="person"><span class="face" aria-hidden="true"><%= user.login[0].toUpperCase() %></span>
<span><b><%= user.login %></b><small><%= user.groups.length > 0 ? "groups: " + user.groups.join(", ") : "in no group" %></small></span>
<span class="go" aria-hidden="true">→</span></button>
</form>
<% }) %>
</section>
<% } %>
`;

const signUp = `
<form method="post" action="/signup?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<% if (!it.byEmail) { %><label>User name
<input name="username" value="<%= it.login %>" autocomplete="username" required></label><% } %>
<label>E-mail address
<input name="email" type="email" value="<%= it.email %>" autocomplete="email" required></label>
<label>Name
<input name="name" value="<%= it.name %>" autocomplete="name"></label>
<label>Password
<input name="password" type="password" autocomplete="new-password" required></label>
<ul class="policy"><% it.policy.forEach((rule) => { %><li><%= rule %></li><% }) %></ul>
<button name="signUpButton">Create account</button>
</form>
<p class="links"><a href="/login?<%= it.query %>">I have an account</a></p>
`;

const confirm = `
<p class="lead">AWS would send a mail to <b><%= it.login %></b>. Here the code is printed where <code>npm start</code> runs, and shown in the inspector.</p>
<form method="post" action="/confirm?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<input type="hidden" name="username" value="<%= it.login %>">
<label>Verification code
<input name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,8}" required autofocus></label>
<button name="confirm">Confirm account</button>
</form>
<form method="post" action="/resendcode?<%= it.query %>" class="links">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<input type="hidden" name="username" value="<%= it.login %>">
<button class="link">Send a new code</button>
</form>
`;

const forgotPassword = `
<p class="lead">Enter your <%= it.loginLabel.toLowerCase() %>: a code to choose a new password is printed where <code>npm start</code> runs.</p>
<form method="post" action="/forgotPassword?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<label><%= it.loginLabel %>
<input name="username" type="<%= it.loginType %>" autocomplete="username" required autofocus></label>
<button name="reset_my_password">Reset my password</button>
</form>
<p class="links"><a href="/login?<%= it.query %>">Back to sign in</a></p>
`;

const resetPassword = `
<form method="post" action="/confirmForgotPassword?<%= it.query %>">
<input type="hidden" name="_csrf" value="<%= it.csrf %>">
<input type="hidden" name="username" value="<%= it.login %>">
<label>Code
<input name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus></label>
<label>New password
<input name="password" type="password" autocomplete="new-password" required></label>
<ul class="policy"><% it.policy.forEach((rule) => { %><li><%= rule %></li><% }) %></ul>
<button name="reset_password">Change password</button>
</form>
`;

const error = `
<p class="code"><%= it.error %></p>
<% if (it.explanation) { %><pre class="why"><%= it.explanation %></pre><% } %>
<p class="lead">Cognito shows this page without the reason. The stand-in knows the app client, so it can say what to change.</p>
`;

export const templates = {
  layout,
  "sign-in": signIn,
  "sign-up": signUp,
  confirm,
  "forgot-password": forgotPassword,
  "reset-password": resetPassword,
  error,
} as const;
