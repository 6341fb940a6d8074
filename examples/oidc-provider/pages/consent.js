// SPDX-License-Identifier: MIT
import { html } from './html.js';
import { badge } from './layout.js';

export function consentPage({ application, directory, organization, scopes, audience, user }) {
    const api = directory.api(audience);
    const described = (scope) => api?.scopes.find((row) => row.value === scope)?.description ?? scope;
    const name = organization ? directory.organizationName(organization) : undefined;
    return {
        title: 'Allow access',
        body: html`
<h1>Allow <em>${application.clientName}</em> access?</h1>
${name
        ? html`<p class="organization">${badge(name)}<span>In <strong>${name}</strong> only</span></p>`
        : html`<p class="lead">To your personal account.</p>`}
<p>${application.clientName} asks for this${api && html` in <strong>${api.name}</strong>`}:</p>
<ul class="scopes">
${scopes.length ? scopes.map((scope) => html`<li>${described(scope)} <code>${scope}</code></li>`)
        : html`<li>Know who you are</li>`}
</ul>
<form method="post" class="answers">
<button name="answer" value="allow">Allow</button>
<button class="quiet" name="answer" value="deny">Do not allow</button>
</form>
<p class="note">${user && html`You are ${user.email}. `}${name && html`What you allow here does not count in your
other organizations.`}</p>`,
    };
}

export function confirmPage({ application, user }) {
    return {
        title: 'Continue',
        body: html`
<h1>Continue to <em>${application.clientName}</em>?</h1>
<p class="lead">The application runs on this device. Go on only if you have just started it yourself.</p>
<form method="post"><button>Continue</button></form>
${user && html`<p class="note">You are ${user.email}.</p>`}`,
    };
}
