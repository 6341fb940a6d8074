// SPDX-License-Identifier: MIT
import { html } from './html.js';
import { alert, badge } from './layout.js';

export function loginPage({ application, directory, organization, connection, hint, failed }) {
    const name = organization && directory.organizationName(organization);
    const through = connection && directory.connectionName(connection);
    return {
        title: 'Sign in',
        body: html`
<h1>Sign in</h1>
<p class="lead">to continue to <strong>${application.clientName}</strong></p>
${name && html`<p class="organization">${badge(name)}<span>${name}</span></p>`}
${failed && alert('This e-mail address and password do not fit together here.')}
<form method="post">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" value="${hint}" required
    ${!hint && html`autofocus`}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
    ${hint && html`autofocus`}>
<button>Sign in</button>
</form>
${through && html`<p class="note">You sign in with ${through}.</p>`}`,
    };
}
