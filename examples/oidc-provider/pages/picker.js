// SPDX-License-Identifier: MIT
import { html } from './html.js';
import { badge } from './layout.js';

export function pickerPage({ application, directory, candidates, personal, user }) {
    const row = (value, name, about) => html`
<li><button class="choice" name="choice" value="${value}">${badge(name)}<span><strong>${name}</strong>
<small>${about}</small></span></button></li>`;
    return {
        title: 'Choose an organization',
        body: html`
<h1>Choose an organization</h1>
<p class="lead">to continue to <strong>${application.clientName}</strong></p>
<form method="post">
<ul class="choices">
${candidates.map((id) => row(id, directory.organizationName(id), directory.shortName(id)))}
${personal && row('personal_account', user?.name ?? 'Yourself', 'Personal account')}
</ul>
</form>
${user && html`<p class="note">Signed in as ${user.email}.</p>`}`,
    };
}
