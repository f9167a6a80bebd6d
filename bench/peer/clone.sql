-- Further tickets of Request Tracker, row by row like the one it made itself: ticket, its four groups with their members, its transactions and their texts. :source, :first, :last.
BEGIN;
CREATE TEMP TABLE numbers ON COMMIT DROP AS SELECT generate_series(:first, :last) AS n;
CREATE TEMP TABLE ticket_of ON COMMIT DROP AS SELECT n, nextval('tickets_id_seq')::int AS id FROM numbers;
CREATE TEMP TABLE group_of ON COMMIT DROP AS SELECT n, g.id AS old, nextval('principals_id_seq')::int AS id FROM numbers, groups g WHERE g.domain = 'RT::Ticket-Role' AND g.instance = :source;
CREATE TEMP TABLE act_of ON COMMIT DROP AS SELECT n, t.id AS old, nextval('transactions_id_seq')::int AS id FROM numbers, transactions t WHERE t.objecttype = 'RT::Ticket' AND t.objectid = :source;
CREATE TEMP TABLE member_of ON COMMIT DROP AS SELECT n, m.id AS old, nextval('cachedgroupmembers_id_seq')::int AS id FROM numbers, cachedgroupmembers m WHERE m.groupid IN (SELECT old FROM group_of);
ANALYZE ticket_of; ANALYZE group_of; ANALYZE act_of; ANALYZE member_of;
INSERT INTO principals SELECT (jsonb_populate_record(p, jsonb_build_object('id', g.id))).* FROM group_of g JOIN principals p ON p.id = g.old;
INSERT INTO groups SELECT (jsonb_populate_record(r, jsonb_build_object('id', g.id, 'instance', t.id))).* FROM group_of g JOIN groups r ON r.id = g.old JOIN ticket_of t USING (n);
INSERT INTO groupmembers SELECT (jsonb_populate_record(m, jsonb_build_object('id', nextval('groupmembers_id_seq'), 'groupid', g.id))).* FROM group_of g JOIN groupmembers m ON m.groupid = g.old;
INSERT INTO cachedgroupmembers SELECT (jsonb_populate_record(m, jsonb_build_object('id', c.id, 'groupid', g.id, 'memberid', coalesce(itself.id, m.memberid), 'via', coalesce(via.id, m.via), 'immediateparentid', coalesce(parent.id, m.immediateparentid)))).*
  FROM member_of c JOIN cachedgroupmembers m ON m.id = c.old JOIN group_of g ON g.n = c.n AND g.old = m.groupid
  LEFT JOIN group_of itself ON itself.n = c.n AND itself.old = m.memberid LEFT JOIN group_of parent ON parent.n = c.n AND parent.old = m.immediateparentid LEFT JOIN member_of via ON via.n = c.n AND via.old = m.via;
INSERT INTO tickets SELECT (jsonb_populate_record(s, jsonb_build_object('id', t.id, 'effectiveid', t.id, 'subject', '第 ' || t.n || ' 位客户，锦绣花园' || t.n % 30 + 1 || '号楼，家里的燃气表不走字'))).* FROM ticket_of t, tickets s WHERE s.id = :source;
INSERT INTO transactions SELECT (jsonb_populate_record(s, jsonb_build_object('id', a.id, 'objectid', t.id))).* FROM act_of a JOIN transactions s ON s.id = a.old JOIN ticket_of t USING (n);
INSERT INTO attachments SELECT (jsonb_populate_record(s, jsonb_build_object('id', nextval('attachments_id_seq'), 'transactionid', a.id))).* FROM act_of a JOIN attachments s ON s.transactionid = a.old WHERE s.parent = 0;
COMMIT;
