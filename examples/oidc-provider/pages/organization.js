// SPDX-License-Identifier: MIT
// The organization prompt: who asks, what may be typed, and what was wrong with it.
import { html } from './html.js';
import { alert, capital } from './layout.js';

export function organizationPage({ application, methods, typed, personal, error }) {
    const label = methods.map((method) => ({ email: 'work e-mail address',
        organization_name: 'organization name' })[method]).filter(Boolean).join(' or ');
    const onlyEmail = methods.length === 1 && methods[0] === 'email';
    return {
        title: 'Find your organization',
        body: html`
<h1>Find your organization</h1>
<p class="lead">to continue to <strong>${application.clientName}</strong></p>
${error && alert(error)}
<form method="post">
<label for="identifier">${capital(label)}</label>
<input id="identifier" name="identifier" type="${onlyEmail ? 'email' : 'text'}" autocomplete="username"
    autocapitalize="none" spellcheck="false" value="${typed}" required autofocus
    ${error && html`aria-invalid="true"`}>
<button>Continue</button>
</form>
${personal && html`<form method="post"><button class="quiet" name="choice" value="personal_account">Continue without an
organization</button></form>`}`,
    };
}
