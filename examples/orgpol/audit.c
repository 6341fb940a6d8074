/* SPDX-License-Identifier: MIT */
/* orgpol audit: who can reach an organization, or what a client can reach, and how. */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is audited ---- */

static bool index_document(struct audit *audit)
{
    const struct {
        struct row_index *index;
        const char *kind;
        const char *key;
    } parts[] = {
        {&audit->applications, "clients", "client_id"},
        {&audit->connections, "connections", "id"},
        {&audit->organizations, "organizations", "id"},
        {&audit->apis, "resource_servers", "identifier"},
        {&audit->audiences, "resource_servers", "identifier"},
        {&audit->audiences, "client_grants", "audience"},
        {&audit->grants, "client_grants", "client_id"},
        {&audit->grant_ids, "client_grants", "id"},
    };
    const size_t count = sizeof parts / sizeof *parts;
    bool whole = true;

    for (size_t i = 0; i < count && whole; i++)
        whole = index_add(parts[i].index, row_member(audit->document, parts[i].kind), parts[i].key);
    for (size_t i = 0; i < count && whole; i++)
        index_sort(parts[i].index);
    if (!whole)
        complain("out of memory");
    return whole;
}

/*
 * Loads audit->members. The document is changed for it: only users and members, which nothing else here
 * reads.
 */
static bool load_members(struct audit *audit)
{
    static const char users[] = "[{\"user_id\":\"" ANY_MEMBER "\"},{\"user_id\":\"" ANY_USER "\"}]";
    static const char member[] = "[{\"user_id\":\"" ANY_MEMBER "\"}]";
    struct orgpol_json_error error;
    enum orgpol_status status = ORGPOL_ERR_MEMORY;
    cJSON *organization;
    size_t length;
    bool whole;

    cJSON_DeleteItemFromObjectCaseSensitive(audit->document, "users");
    whole = add_item(audit->document, "users", cJSON_Parse(users));
    cJSON_ArrayForEach(organization, cJSON_GetObjectItemCaseSensitive(audit->document, "organizations"))
    {
        cJSON_DeleteItemFromObjectCaseSensitive(organization, "members");
        whole = whole && add_item(organization, "members", cJSON_Parse(member));
    }
    if (whole)
        status = load_tree(audit->document, &audit->members, &length, &error);
    if (status == ORGPOL_ERR_MEMORY)
        complain("out of memory");
    else if (status != ORGPOL_OK)
        complain("%s: with one member in every organization: %s", audit->tenant_file, error.message);
    return audit->members != NULL;
}

static bool open_place(const struct row_run *organization, struct place *place)
{
    static const char *const spellings[] = {"enabled_connections", "connections"};

    *place = (struct place){.id = organization->rows->key, .rows = *organization};
    for (size_t i = 0; i < organization->count; i++)
        for (size_t spelling = 0; spelling < 2; spelling++)
            if (!index_add(&place->connections, row_member(organization->rows[i].row, spellings[spelling]),
                           "connection_id")) {
                index_free(&place->connections);
                complain("out of memory");
                return false;
            }
    index_sort(&place->connections);
    return true;
}

/*
 * The class of an application, as the library reads it: a question about the password grant is denied for a
 * reason of its own for each class. False after a complaint.
 */
static bool ask_class(struct audit *audit, struct application *application)
{
    const struct question question = {audit->tenant, "can_third_party_login", "anonymous", "-",
                                      "client",      application->key};
    cJSON *context = cJSON_CreateObject();
    cJSON *answer;

    if (!add_text(context, "connection", "-") || !add_text(context, "protocol", "password")) {
        cJSON_Delete(context);
        complain("out of memory");
        return false;
    }
    answer = audit_ask(audit, &question, context);
    application->is_first_party = answer_names(answer, "unmet", "client_is_first_party");
    application->is_strict = answer_names(answer, "unmet", "password_not_for_strict");
    application->is_permissive = answer_names(answer, "unmet", "password_not_for_permissive");
    cJSON_Delete(answer);
    return answer != NULL;
}

/*
 * LOGIN-01: where its id is no lookup's, because it is also another one's URL, its own URL may be. What is no
 * URL can be another one's id, and would lead to that.
 */
static bool open_application(struct audit *audit, const struct row_run *rows, struct application *application)
{
    const char *url = text_member(rows->rows->row, "external_client_id");

    *application = (struct application){.id = rows->rows->key, .key = rows->rows->key, .rows = *rows};
    if (!ask_class(audit, application))
        return false;
    if (application->is_first_party || application->is_strict || application->is_permissive ||
        strstr(url, "://") == NULL)
        return true;
    application->key = url;
    if (!ask_class(audit, application))
        return false;
    if (!application->is_first_party && !application->is_strict && !application->is_permissive)
        application->key = application->id;
    return true;
}

static bool audit_pair(struct audit *audit, const struct place *place, const struct application *application)
{
    unsigned who = 0;

    return (!audit->is_about_logins || audit_logins(audit, place, application, &who)) &&
           (!audit->is_about_apis || audit_user_access(audit, place, application, who)) &&
           (!audit->is_about_machines || audit_machine_to_machine(audit, place, application));
}

static bool audit_organization(struct audit *audit, const struct row_run *rows)
{
    struct application application;
    struct place place;
    struct row_run run;
    bool whole = true;

    if (!open_place(rows, &place))
        return false;
    for (size_t i = 0; i < audit->applications.count && whole; i += run.count) {
        run = index_run(&audit->applications, i);
        whole = open_application(audit, &run, &application) && audit_pair(audit, &place, &application);
    }
    index_free(&place.connections);
    return whole;
}

static bool audit_client(struct audit *audit, const struct row_run *rows)
{
    struct place place = {0};
    struct application application;
    struct row_run run;
    bool whole = open_application(audit, rows, &application) && audit_pair(audit, &place, &application);

    for (size_t i = 0; i < audit->organizations.count && whole; i += run.count) {
        run = index_run(&audit->organizations, i);
        if (!open_place(&run, &place))
            return false;
        whole = audit_pair(audit, &place, &application);
        index_free(&place.connections);
    }
    return whole;
}

/* ---- the command ---- */

struct command_line {
    const char *tenant;
    const char *organization;
    const char *client;
    bool logins;
    bool machine_to_machine;
    bool open;
    bool json;
    bool csv;
    bool help;
};

/* 1: the argument is the option, and *value is set; 0: it is another; -1 after a complaint. */
static int read_value(char ***at, const char *name, const char **value)
{
    const size_t length = strlen(name);
    const char *argument = **at;

    if (strncmp(argument, name, length) != 0 || (argument[length] && argument[length] != '='))
        return 0;
    if (*value) {
        misused("%s is given twice", name);
        return -1;
    }
    if (argument[length] == '\0' && (*at)[1])
        ++*at;
    *value = argument[length] ? argument + length + 1 : **at == argument ? "" : **at;
    if (**value)
        return 1;
    misused("%s needs a value", name);
    return -1;
}

static int read_command_line(char **at, struct command_line *line)
{
    const struct {
        const char *name;
        const char **value;
    } values[] = {
        {"--tenant", &line->tenant}, {"--organization", &line->organization}, {"--client", &line->client}};
    const struct {
        const char *name;
        bool *flag;
    } flags[] = {{"--logins", &line->logins}, {"--machine-to-machine", &line->machine_to_machine},
                 {"--open", &line->open},     {"--json", &line->json},
                 {"--csv", &line->csv},       {"--help", &line->help},
                 {"-h", &line->help}};

    for (; *at; at++) {
        int read = 0;

        for (size_t i = 0; i < sizeof values / sizeof *values && read == 0; i++)
            read = read_value(&at, values[i].name, values[i].value);
        for (size_t i = 0; i < sizeof flags / sizeof *flags && read == 0; i++)
            if (text_is(*at, flags[i].name)) {
                *flags[i].flag = true;
                read = 1;
            }
        if (read < 0)
            return EXIT_ERROR;
        if (read == 0 && **at == '-' && (*at)[1])
            return misused("unknown option '%s'", *at);
        if (read == 0)
            return misused("audit takes options only: '%s'", *at);
    }
    if (line->help)
        return EXIT_YES;
    if (line->tenant == NULL)
        return misused("--tenant is needed");
    if ((line->organization == NULL) == (line->client == NULL))
        return misused("%s", line->client ? "--organization or --client, not both"
                                          : "--organization or --client is needed");
    if (line->json && line->csv)
        return misused("--json or --csv, not both");
    return EXIT_YES;
}

static bool run_audit(struct audit *audit, const struct command_line *line)
{
    const struct row_index *index = line->client ? &audit->applications : &audit->organizations;
    const char *id = line->client ? line->client : line->organization;
    struct row_run rows;
    bool whole;

    if (!index_document(audit))
        return false;
    rows = index_find(index, id);
    if (rows.count == 0) {
        complain("%s: no %s has the id '%s'", line->tenant, line->client ? "client" : "organization", id);
        return false;
    }
    if (audit->is_about_logins && !load_members(audit))
        return false;
    print_begin(audit);
    whole = line->client ? audit_client(audit, &rows) : audit_organization(audit, &rows);
    if (whole)
        print_end(audit);
    return whole;
}

int command_audit(char **arguments)
{
    struct command_line line = {0};
    struct audit audit = {0};
    struct orgpol_json_error error;
    int status = read_command_line(arguments, &line);

    if (status != EXIT_YES)
        return status;
    if (line.help)
        return print_usage();
    audit.tenant_file = line.tenant;
    audit.is_about_logins = line.logins || !line.machine_to_machine;
    audit.is_about_apis = !line.logins && !line.machine_to_machine;
    audit.is_about_machines = line.machine_to_machine || !line.logins;
    audit.is_open_only = line.open;
    audit.is_of_organization = line.organization != NULL;
    audit.format = line.json ? FORMAT_JSON : line.csv ? FORMAT_CSV : FORMAT_TABLE;
    if (load_document(line.tenant, &audit.tenant, &audit.document, &error) != ORGPOL_OK ||
        !run_audit(&audit, &line))
        status = EXIT_ERROR;
    free_lines(&audit);
    index_free(&audit.applications);
    index_free(&audit.connections);
    index_free(&audit.organizations);
    index_free(&audit.apis);
    index_free(&audit.audiences);
    index_free(&audit.grants);
    index_free(&audit.grant_ids);
    free(audit.answer.ptr);
    cJSON_Delete(audit.document);
    orgpol_tenant_free(audit.tenant);
    orgpol_tenant_free(audit.members);
    return status;
}
