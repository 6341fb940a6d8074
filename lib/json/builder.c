/* SPDX-License-Identifier: MIT */
/* A tenant built object by object. */
#include "orgpol/tenant.h"

#include <stdlib.h>

#include "../core/text.h"
#include "build.h"

struct orgpol_tenant_builder {
    struct loader load; /* its tenant is NULL once it is published */
    struct orgpol_json_options options;
    struct build_lookup lookups[KIND_COUNT];
};

/* What can be added: where the document has it, whose it is, what loads it, and what it goes by. */
static const struct kind {
    const char *name;
    load_element *load;
    enum index_kind owner; /* KIND_NONE: the tenant's */
    enum index_kind key;   /* KIND_NONE: there is one */
} kinds[] = {
    {"clients", orgpol_load_client, KIND_NONE, KIND_CLIENT},
    {"connections", orgpol_load_connection, KIND_NONE, KIND_CONNECTION},
    {"resource_servers", orgpol_load_resource_server, KIND_NONE, KIND_RESOURCE_SERVER},
    {"client_grants", orgpol_load_client_grant, KIND_NONE, KIND_CLIENT_GRANT_ID},
    {"organizations", orgpol_load_organization, KIND_NONE, KIND_ORGANIZATION},
    {"users", orgpol_load_user, KIND_NONE, KIND_USER},
    {"roles", orgpol_load_role, KIND_NONE, KIND_ROLE},
    {"rules", orgpol_load_rule, KIND_NONE, KIND_RULE},
    {"hooks", orgpol_load_hook, KIND_NONE, KIND_HOOK},
    {"custom_domains", orgpol_load_custom_domain, KIND_NONE, KIND_CUSTOM_DOMAIN},
    {"settings", orgpol_load_settings, KIND_NONE, KIND_NONE},
    {"options", orgpol_load_options, KIND_NONE, KIND_NONE},
    {"enabled_clients", orgpol_load_enabled_client, KIND_CONNECTION, KIND_ENABLED_CLIENT},
    {"enabled_connections", orgpol_load_enabled_connection, KIND_ORGANIZATION, KIND_ENABLED_CONNECTION},
    {"connections", orgpol_load_enabled_connection, KIND_ORGANIZATION, KIND_ENABLED_CONNECTION},
    {"clients", orgpol_load_organization_client, KIND_ORGANIZATION, KIND_ORGANIZATION_CLIENT},
    {"client_grants", orgpol_load_organization_client_grant, KIND_ORGANIZATION, KIND_ORGANIZATION_GRANT},
    {"members", orgpol_load_member, KIND_ORGANIZATION, KIND_MEMBER},
    {"roles", orgpol_load_role, KIND_ORGANIZATION, KIND_ROLE},
    {"discovery_domains", orgpol_load_discovery_domain, KIND_ORGANIZATION, KIND_DISCOVERY_DOMAIN},
    {"invitations", orgpol_load_invitation, KIND_ORGANIZATION, KIND_INVITATION},
    {"grants", orgpol_load_user_grant, KIND_USER, KIND_USER_GRANT_ID},
    {"connected_accounts", orgpol_load_account, KIND_USER, KIND_ACCOUNT},
};

/* One call: what is done to what. */
struct change {
    struct orgpol_str kind;
    struct orgpol_str owner;
    const struct json_path *path; /* of the object ... */
    const struct json_path *kind_path;
    const struct json_path *owner_path;
    const struct json_path *key_path;
    const cJSON *object; /* NULL: what has `key` is removed */
    struct orgpol_str key;
    bool replaces;
};

/* ---- which rows are meant ---- */

/* How many bytes of a text an error shows: at most 128, and whole characters. */
static int shown(struct orgpol_str text)
{
    size_t length = text.len < 128 ? text.len : 128;

    while (length > 0 && length < text.len && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

/* NULL, and an error, where there is none. */
static const struct kind *find_kind(const struct change *change, struct orgpol_json_error *error)
{
    const bool has_owner = change->owner.len > 0;
    bool known = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const bool named = text_same(orgpol_str_of(kinds[i].name), change->kind);

        known |= named;
        /* Who leaves an owner empty by mistake must not give the tenant what is an organization's. */
        if (named && (kinds[i].owner != KIND_NONE) == has_owner && (has_owner || change->owner.ptr == NULL))
            return &kinds[i];
    }
    if (known && change->owner.ptr && !has_owner)
        orgpol_decode_fail(error, change->owner_path, "empty: what is the tenant's own has no owner");
    else if (known)
        orgpol_decode_fail(error, change->owner_path, "%.*s %s", (int)change->kind.len, change->kind.ptr,
                           has_owner ? "have no owner" : "need an owner");
    else
        orgpol_decode_fail(error, change->kind_path, "unknown kind \"%.*s\"", shown(change->kind),
                           change->kind.ptr ? change->kind.ptr : "");
    return NULL;
}

/* The last row of a key among the first `end`. */
static enum orgpol_status find_row(struct orgpol_tenant_builder *builder, struct index_key key, size_t end,
                                   uint32_t *place, struct orgpol_json_error *error)
{
    if (!orgpol_build_find(builder->load.tenant, &builder->lookups[key.kind], key, end, place))
        return orgpol_json_no_memory(error);
    return ORGPOL_OK;
}

static size_t row_count(const struct orgpol_tenant_builder *builder, enum index_kind kind)
{
    return orgpol_tenant_count(builder->load.tenant, orgpol_tenant_array_of(kind));
}

static enum orgpol_status find_owner(struct orgpol_tenant_builder *builder, const struct kind *kind,
                                     const struct change *change, uint32_t *owner,
                                     struct orgpol_json_error *error)
{
    const struct index_key key = {.kind = kind->owner,
                                  .id = orgpol_index_find_text(&builder->load.tenant->index, change->owner)};
    enum orgpol_status status;

    *owner = TENANT_ITSELF;
    if (kind->owner == KIND_NONE)
        return ORGPOL_OK;
    status = find_row(builder, key, row_count(builder, kind->owner), owner, error);
    if (status == ORGPOL_OK && *owner == NOBODY)
        status = orgpol_decode_fail(error, change->owner_path, "no %s with this id has been added: \"%.*s\"",
                                    kind->owner == KIND_ORGANIZATION ? "organization"
                                    : kind->owner == KIND_USER       ? "user"
                                                                     : "connection",
                                    shown(change->owner), change->owner.ptr);
    return status;
}

/* ---- changes ---- */

/* Settings and options, of which there is one each. */
static uint8_t *is_given(struct orgpol_tenant *tenant, const struct kind *kind)
{
    return kind->load == orgpol_load_settings ? &tenant->has_settings : &tenant->has_options;
}

static void take_back(struct orgpol_tenant *tenant, const struct kind *kind)
{
    *is_given(tenant, kind) = 0;
    if (kind->load == orgpol_load_options) {
        tenant->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
        return;
    }
    tenant->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    tenant->clients_quota = tenant->organizations_quota = (struct tenant_quota){.is_given = 0};
    tenant->has_default_login_route = 0;
}

/* The key of the row that has just been loaded, which was the `place`th of its kind. */
static enum orgpol_status key_of_new(const struct orgpol_tenant_builder *builder, const struct kind *kind,
                                     const struct change *change, size_t place, struct index_key *key,
                                     struct orgpol_json_error *error)
{
    *key = (struct index_key){.kind = kind->key};
    if (place < row_count(builder, kind->key))
        *key = orgpol_tenant_key(builder->load.tenant, kind->key, place);
    if (key->id == 0)
        return orgpol_decode_fail(error, change->path, "has no id to replace others by");
    return ORGPOL_OK;
}

/* Loads the object, and with `replaces` removes all other rows of its key. */
static enum orgpol_status put(struct orgpol_tenant_builder *builder, const struct kind *kind,
                              const struct change *change, uint32_t owner, struct orgpol_json_error *error)
{
    struct orgpol_tenant *tenant = builder->load.tenant;
    const size_t place = kind->key != KIND_NONE ? row_count(builder, kind->key) : 0;
    struct index_key key;
    uint32_t before;
    enum orgpol_status status;

    if (kind->key == KIND_NONE && *is_given(tenant, kind) && !change->replaces)
        return orgpol_decode_fail(error, change->kind_path, "%s were added already", kind->name);
    status = kind->load(&builder->load, change->object, change->path, owner);
    if (status != ORGPOL_OK || !change->replaces || kind->key == KIND_NONE)
        return status;
    status = key_of_new(builder, kind, change, place, &key, error);
    if (status == ORGPOL_OK)
        status = find_row(builder, key, place, &before, error);
    if (status == ORGPOL_OK && before != NOBODY)
        orgpol_build_remove(tenant, &builder->lookups[key.kind], kind->key, before);
    return status;
}

/* The number of a key as rows have it. */
static enum orgpol_status number_of(const struct orgpol_tenant *tenant, const struct kind *kind,
                                    struct orgpol_str text, uint32_t *number)
{
    char *lower = kind->key == KIND_DISCOVERY_DOMAIN ? malloc(text.len + 1) : NULL;

    if (kind->key == KIND_DISCOVERY_DOMAIN && lower == NULL)
        return ORGPOL_ERR_MEMORY;
    for (size_t i = 0; lower && i < text.len; i++)
        lower[i] = (char)text_lowered(text.ptr[i]);
    *number = orgpol_index_find_text(&tenant->index, lower ? (struct orgpol_str){lower, text.len} : text);
    free(lower);
    return ORGPOL_OK;
}

static enum orgpol_status no_such_row(const struct change *change, const struct kind *kind,
                                      struct orgpol_json_error *error)
{
    return orgpol_decode_fail(error, change->key_path, "nothing to remove: no row of %s has the key \"%.*s\"",
                              kind->name, shown(change->key), change->key.ptr ? change->key.ptr : "");
}

static enum orgpol_status take_out(struct orgpol_tenant_builder *builder, const struct kind *kind,
                                   const struct change *change, uint32_t owner,
                                   struct orgpol_json_error *error)
{
    struct orgpol_tenant *tenant = builder->load.tenant;
    struct index_key key = {.kind = kind->key};
    uint32_t place = NOBODY;
    enum orgpol_status status;

    if (kind->key == KIND_NONE) {
        if (change->key.len > 0 || !*is_given(tenant, kind))
            return no_such_row(change, kind, error);
        take_back(tenant, kind);
        return ORGPOL_OK;
    }
    if (kind->owner != KIND_NONE || kind->key == KIND_ROLE)
        key.owner = owner;
    if (number_of(tenant, kind, change->key, &key.id) != ORGPOL_OK)
        return orgpol_json_no_memory(error);
    status = find_row(builder, key, row_count(builder, kind->key), &place, error);
    if (status == ORGPOL_OK && place == NOBODY)
        status = no_such_row(change, kind, error);
    if (status == ORGPOL_OK)
        orgpol_build_remove(tenant, &builder->lookups[key.kind], kind->key, place);
    return status;
}

/* Makes a change, or leaves everything as it was. */
static enum orgpol_status make(struct orgpol_tenant_builder *builder, const struct change *change,
                               struct orgpol_json_error *error)
{
    const struct build_mark mark = orgpol_build_mark(builder->load.tenant);
    const struct kind *kind = find_kind(change, error);
    enum orgpol_status status;
    uint32_t owner;

    if (kind == NULL)
        return ORGPOL_ERR_REQUEST;
    builder->load.error = error;
    status = find_owner(builder, kind, change, &owner, error);
    if (status == ORGPOL_OK)
        status = change->object ? put(builder, kind, change, owner, error)
                                : take_out(builder, kind, change, owner, error);
    if (status != ORGPOL_OK)
        orgpol_build_go_back(builder->load.tenant, &mark);
    return status;
}

/* ---- the public functions ---- */

/* Whether a call can be made: neither argument is NULL, and the tenant has not been published. */
static enum orgpol_status begin(const struct orgpol_tenant_builder *builder, const void *argument,
                                const struct orgpol_json_error *out, struct orgpol_json_error *error)
{
    struct orgpol_json_options unused;
    const enum orgpol_status status = orgpol_json_begin(NULL, 0, &unused, out, error);

    if (status != ORGPOL_OK)
        return status;
    if (builder == NULL || argument == NULL)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected a builder and what to do, found NULL");
    if (builder->load.tenant == NULL)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL, "the tenant has been published already");
    return ORGPOL_OK;
}

static enum orgpol_status make_builder(const struct orgpol_json_options *options,
                                       struct orgpol_tenant_builder **builder,
                                       struct orgpol_json_error *error)
{
    struct orgpol_tenant_builder *made = calloc(1, sizeof *made);

    if (made == NULL)
        return orgpol_json_no_memory(error);
    made->options = *options;
    made->options.hash_key = NULL; /* the tenant has a copy */
    made->load.tenant = orgpol_tenant_new(options->hash_key);
    if (made->load.tenant == NULL) {
        free(made);
        return orgpol_json_no_memory(error);
    }
    *builder = made;
    return ORGPOL_OK;
}

enum orgpol_status orgpol_tenant_builder_new(const struct orgpol_json_options *options,
                                             struct orgpol_tenant_builder **builder,
                                             struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_json_options read;
    enum orgpol_status status;

    if (builder)
        *builder = NULL;
    status = orgpol_json_begin(options, ORGPOL_JSON_MAX_BYTES, &read, error, &local);
    if (status == ORGPOL_OK)
        status = builder ? make_builder(&read, builder, &local)
                         : orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                            "expected a place for the builder, found NULL");
    orgpol_json_give_error(error, &local);
    return status;
}

void orgpol_tenant_builder_free(struct orgpol_tenant_builder *builder)
{
    if (builder == NULL)
        return;
    for (size_t kind = 0; kind < KIND_COUNT; kind++)
        orgpol_build_free(&builder->lookups[kind]);
    orgpol_tenant_free(builder->load.tenant);
    free(builder);
}

/* Reads an object, and adds it or puts it in others' place. */
static enum orgpol_status take_in(struct orgpol_tenant_builder *builder, struct change *change,
                                  const char *object, size_t length, struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status = begin(builder, object, error, &local);
    struct room room = {NULL, 0, NULL};
    cJSON *tree;

    if (status == ORGPOL_OK)
        status = orgpol_json_read(object, length, &builder->options, &room, 0, &tree, &local);
    if (status == ORGPOL_OK) {
        change->object = tree;
        status = make(builder, change, &local);
        if (status == ORGPOL_ERR_REQUEST)
            local.offset = orgpol_json_locate(object, length, local.pointer);
    }
    orgpol_room_free(&room);
    orgpol_json_give_error(error, &local);
    return status;
}

enum orgpol_status orgpol_tenant_builder_add(struct orgpol_tenant_builder *builder, struct orgpol_str kind,
                                             struct orgpol_str owner, const char *object, size_t length,
                                             struct orgpol_json_error *error)
{
    struct change change = {.kind = kind, .owner = owner};

    return take_in(builder, &change, object, length, error);
}

enum orgpol_status orgpol_tenant_builder_replace(struct orgpol_tenant_builder *builder,
                                                 struct orgpol_str kind, struct orgpol_str owner,
                                                 const char *object, size_t length,
                                                 struct orgpol_json_error *error)
{
    struct change change = {.kind = kind, .owner = owner, .replaces = true};

    return take_in(builder, &change, object, length, error);
}

enum orgpol_status orgpol_tenant_builder_remove(struct orgpol_tenant_builder *builder, struct orgpol_str kind,
                                                struct orgpol_str owner, struct orgpol_str key,
                                                struct orgpol_json_error *error)
{
    const struct change change = {.kind = kind, .owner = owner, .key = key};
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status = begin(builder, builder, error, &local);

    if (status == ORGPOL_OK)
        status = make(builder, &change, &local);
    orgpol_json_give_error(error, &local);
    return status;
}

enum orgpol_status orgpol_tenant_builder_publish(struct orgpol_tenant_builder *builder,
                                                 struct orgpol_tenant **tenant,
                                                 struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status = begin(builder, tenant, error, &local);

    if (tenant)
        *tenant = NULL;
    if (status == ORGPOL_OK) {
        /* Places are about to change, and memory is about to be needed. */
        for (size_t kind = 0; kind < KIND_COUNT; kind++)
            orgpol_build_free(&builder->lookups[kind]);
        builder->load.error = &local;
        status = orgpol_tenant_finish(&builder->load);
    }
    if (status == ORGPOL_OK) {
        *tenant = builder->load.tenant;
        builder->load.tenant = NULL;
    }
    orgpol_json_give_error(error, &local);
    return status;
}

/* ---- lines ---- */

struct line_object {
    struct orgpol_str kind;
    struct orgpol_str owner;
    struct orgpol_str remove;
    const cJSON *remove_member;
    const cJSON *object;
    uint8_t replace;
};

#define AT(member) offsetof(struct line_object, member)

static const struct field line_fields[] = {
    {"kind", FIELD_TEXT, AT(kind), NULL, true},       {"owner", FIELD_TEXT, AT(owner), NULL, false},
    {"object", FIELD_VALUE, AT(object), NULL, false}, {"replace", FIELD_FLAG, AT(replace), NULL, false},
    {"remove", FIELD_TEXT, AT(remove), NULL, false},  {"remove", FIELD_VALUE, AT(remove_member), NULL, false},
};
static const struct field_table line_members = FIELD_TABLE(line_fields);

/* Another name is a mistake in what only orgpol defines, and could leave out an owner. */
static enum orgpol_status refuse_unknown(const cJSON *tree, struct orgpol_json_error *error)
{
    for (const cJSON *member = cJSON_IsObject(tree) ? tree->child : NULL; member; member = member->next) {
        bool known = false;

        for (size_t i = 0; i < line_members.count; i++)
            known |= strcmp(line_fields[i].name, member->string) == 0;
        if (!known)
            return orgpol_decode_fail(error, PATH_MEMBER(NULL, member->string),
                                      "a line has kind, owner, object, replace, remove");
    }
    return ORGPOL_OK;
}

static enum orgpol_status take_line(struct orgpol_tenant_builder *builder, const cJSON *tree,
                                    struct orgpol_json_error *error)
{
    struct line_object line = {.replace = 0};
    struct change change = {.path = PATH_MEMBER(NULL, "object"),
                            .kind_path = PATH_MEMBER(NULL, "kind"),
                            .owner_path = PATH_MEMBER(NULL, "owner"),
                            .key_path = PATH_MEMBER(NULL, "remove")};
    enum orgpol_status status = orgpol_decode_fields(tree, NULL, &line_members, &line, error);

    if (status == ORGPOL_OK)
        status = refuse_unknown(tree, error);
    if (status != ORGPOL_OK)
        return status;
    if (line.object == NULL && line.remove_member == NULL)
        return orgpol_decode_fail(error, change.path, "required, and absent");
    if (line.remove_member && (line.object || line.replace))
        return orgpol_decode_fail(error, change.key_path, "excludes object and replace");
    change.kind = line.kind;
    change.owner = line.owner;
    if (line.owner.len == 0 && cJSON_GetObjectItemCaseSensitive(tree, "owner"))
        change.owner = ORGPOL_STR(""); /* null too */
    change.object = line.object;
    change.key = line.remove;
    change.replaces = line.replace != 0;
    return make(builder, &change, error);
}

enum orgpol_status orgpol_tenant_builder_add_line(struct orgpol_tenant_builder *builder, const char *line,
                                                  size_t length, struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status = begin(builder, line, error, &local);
    struct room room = {NULL, 0, NULL};
    cJSON *tree;

    if (status == ORGPOL_OK)
        status = orgpol_json_read(line, length, &builder->options, &room, 0, &tree, &local);
    if (status == ORGPOL_OK) {
        status = take_line(builder, tree, &local);
        if (status == ORGPOL_ERR_REQUEST)
            local.offset = orgpol_json_locate(line, length, local.pointer);
    }
    orgpol_room_free(&room);
    orgpol_json_give_error(error, &local);
    return status;
}
