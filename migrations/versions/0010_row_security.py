"""Row security

PostgreSQL repeats what a request's session promises, under roles that own nothing. SQLite has neither roles nor row
security. The tables are found by their column `family_id`; a later migration that adds one ends with
`SELECT hfi_protect('its_name')`, and on PostgreSQL only.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The program's ways into the database (`hfi/connections.py`): a request that saves, one that reads, the program itself.
ROLES = ("hfi_app", "hfi_read", "hfi_system")
# Logins and passwords are the program's own business.
SYSTEM_ONLY = (
    "login_sessions",
    "failed_logins",
    "service_keys",
    "second_factors",
    "recovery_codes",
    "account_requests",
    "alembic_version",
)

# Roles belong to the server, not to the database: another one may have made them, at this very moment.
MAKE_ROLE = """
DO $do$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $do$
"""

# Who asks, for which one of their families, on what day and when: told by the program for each transaction.
SETTINGS = {"uid": "uuid", "family": "uuid", "today": "date", "now": "timestamptz"}
SETTING = """
CREATE FUNCTION hfi_{name}() RETURNS {type} LANGUAGE sql STABLE
RETURN nullif(current_setting('hfi.{name}', true), '')::{type}
"""

# The rules of `hfi/families/scope.py`. SECURITY DEFINER: they look at tables that they themselves close.
FUNCTIONS = (
    """
CREATE FUNCTION hfi_conflicts() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER {path} AS $$
    SELECT family_id FROM conflicts
    WHERE user_id = hfi_uid() AND from_on <= hfi_today() AND (to_on IS NULL OR to_on >= hfi_today())
$$
""",
    """
CREATE FUNCTION hfi_leads_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER {path} AS $$
    SELECT EXISTS (SELECT FROM users WHERE id = hfi_uid() AND role = 'manager' AND department = '')
$$
""",
    """
CREATE FUNCTION hfi_families() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER {path} AS $$
    WITH ties AS (
        SELECT a.family_id, a.user_id, a.kind, f.closed_on
        FROM attachments a JOIN families f ON f.id = a.family_id
        WHERE (hfi_family() IS NULL OR f.id = hfi_family())
        AND a.from_on <= hfi_today() AND (a.to_on IS NULL OR a.to_on >= coalesce(f.closed_on, hfi_today()))
    ), related AS (
        SELECT t.family_id FROM ties t JOIN users me ON me.id = t.user_id
        WHERE t.user_id = hfi_uid() AND me.role IN ('professional', 'coordinator')
        AND (t.closed_on IS NULL OR t.kind = 'coordinator')
        UNION ALL
        SELECT t.family_id FROM users me JOIN users u ON u.department = me.department JOIN ties t ON t.user_id = u.id
        WHERE me.id = hfi_uid() AND me.role = 'manager' AND me.department <> ''
        UNION ALL
        SELECT f.id FROM families f WHERE f.id = hfi_family() AND hfi_leads_all()
        UNION ALL
        SELECT family_id FROM break_glass WHERE user_id = hfi_uid() AND until > hfi_now()
    )
    SELECT family_id FROM related WHERE hfi_family() IS NULL OR family_id = hfi_family()
    EXCEPT SELECT hfi_conflicts()
$$
""",
)

# Each sub-select is worked out once for a statement. Who leads all families is not given a list of them.
OPEN = """
    CASE WHEN (SELECT hfi_family() IS NULL AND hfi_leads_all()) THEN {column} NOT IN (SELECT hfi_conflicts())
    ELSE {column} IN (SELECT hfi_families()) END
"""

# One table of family data: open to a request where the rule says so, to the program always. The log is only added to,
# for every family, and its heads say nothing of anybody.
PROTECT = """
CREATE FUNCTION hfi_protect(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    tab text := quote_ident(name);
    rule text := CASE name WHEN 'families' THEN $rule${id}$rule$ ELSE $rule${family_id}$rule$ END;
    -- Whoever adds a row to the log is given its number, also when it is about no family.
    own text := CASE name WHEN 'audit_entries' THEN ' OR actor_id = hfi_uid()' ELSE '' END;
BEGIN
    EXECUTE 'ALTER TABLE ' || tab || ' ENABLE ROW LEVEL SECURITY';
    EXECUTE 'CREATE POLICY hfi_system ON ' || tab || ' TO hfi_system USING (true) WITH CHECK (true)';
    IF name = 'audit_heads' THEN
        EXECUTE 'CREATE POLICY hfi_heads ON ' || tab || ' TO hfi_app, hfi_read USING (true) WITH CHECK (true)';
    ELSIF name IN ('audit_entries', 'revisions') THEN
        EXECUTE 'CREATE POLICY hfi_scope ON ' || tab || ' FOR SELECT TO hfi_app, hfi_read'
            || ' USING (' || rule || own || ')';
        EXECUTE 'CREATE POLICY hfi_added ON ' || tab || ' FOR INSERT TO hfi_app, hfi_read WITH CHECK (true)';
    ELSE
        EXECUTE 'CREATE POLICY hfi_scope ON ' || tab || ' TO hfi_app, hfi_read USING (' || rule || ')';
    END IF;
    PERFORM hfi_grant(name);
END $$
"""

# What each role may do at all with a table.
GRANT = """
CREATE FUNCTION hfi_grant(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    tab text := quote_ident(name);
    columns text;
BEGIN
    IF name = 'alembic_version' THEN
        EXECUTE 'GRANT SELECT ON ' || tab || ' TO hfi_system';
    ELSIF name IN ('audit_entries', 'revisions', 'audit_heads', 'audit_seals') THEN
        EXECUTE 'GRANT SELECT, INSERT ON ' || tab || ' TO hfi_app, hfi_read, hfi_system';
    ELSE
        EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ' || tab || ' TO hfi_system';
    END IF;
    IF name = 'audit_heads' THEN
        EXECUTE 'GRANT UPDATE ON ' || tab || ' TO hfi_app, hfi_read, hfi_system';
    ELSIF name = 'users' THEN
        SELECT string_agg(quote_ident(column_name), ', ') INTO columns FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = name AND column_name <> 'password_hash';
        EXECUTE 'GRANT SELECT (' || columns || ') ON ' || tab || ' TO hfi_app, hfi_read';
    ELSIF name NOT IN ({system_only}, 'audit_entries', 'revisions', 'audit_seals') THEN
        EXECUTE 'GRANT SELECT ON ' || tab || ' TO hfi_read';
        EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ' || tab || ' TO hfi_app';
    END IF;
END $$
"""

PROTECT_ALL = """
DO $do$ DECLARE one record; BEGIN
    FOR one IN
        SELECT t.table_name AS name, t.table_name = 'families' OR EXISTS (
            SELECT FROM information_schema.columns c
            WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name = 'family_id'
        ) AS of_family
        FROM information_schema.tables t WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
    LOOP
        IF one.of_family THEN PERFORM hfi_protect(one.name); ELSE PERFORM hfi_grant(one.name); END IF;
    END LOOP;
    EXECUTE 'GRANT USAGE ON SCHEMA ' || quote_ident(current_schema()) || ' TO hfi_app, hfi_read, hfi_system';
    EXECUTE 'GRANT USAGE ON ALL SEQUENCES IN SCHEMA ' || quote_ident(current_schema()) || ' TO hfi_app, hfi_read';
    EXECUTE 'GRANT ALL ON ALL SEQUENCES IN SCHEMA ' || quote_ident(current_schema()) || ' TO hfi_system';
END $do$
"""

UNPROTECT_ALL = """
DO $do$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema() LOOP
        EXECUTE 'DROP POLICY ' || quote_ident(one.policyname) || ' ON ' || quote_ident(one.tablename);
        EXECUTE 'ALTER TABLE ' || quote_ident(one.tablename) || ' DISABLE ROW LEVEL SECURITY';
    END LOOP;
    EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA ' || quote_ident(current_schema()) || ' FROM {roles}';
    EXECUTE 'REVOKE ALL ON ALL SEQUENCES IN SCHEMA ' || quote_ident(current_schema()) || ' FROM {roles}';
    EXECUTE 'REVOKE ALL ON SCHEMA ' || quote_ident(current_schema()) || ' FROM {roles}';
END $do$
"""


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    for role in ROLES:
        op.execute(MAKE_ROLE.format(role=role))
    op.execute(f"GRANT {', '.join(ROLES)} TO CURRENT_USER")
    for name, kind in SETTINGS.items():
        op.execute(SETTING.format(name=name, type=kind))
    for function in FUNCTIONS:
        op.execute(function.format(path="SET search_path FROM CURRENT"))
    op.execute(GRANT.format(system_only=", ".join(f"'{one}'" for one in SYSTEM_ONLY)))
    op.execute(PROTECT.format(id=OPEN.format(column="id"), family_id=OPEN.format(column="family_id")))
    for name in ("hfi_conflicts()", "hfi_leads_all()", "hfi_families()"):
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO hfi_app, hfi_read")
    op.execute(PROTECT_ALL)


def downgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(UNPROTECT_ALL.format(roles=", ".join(ROLES)))
    for name in ("protect(text)", "grant(text)", "families()", "leads_all()", "conflicts()"):
        op.execute(f"DROP FUNCTION hfi_{name}")
    for name in SETTINGS:
        op.execute(f"DROP FUNCTION hfi_{name}()")
