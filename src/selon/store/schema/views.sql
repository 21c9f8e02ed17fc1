-- Views for other tools (docs/reference/dossier.md). Names and columns are kept from version to version.
-- They are made anew with each version of the schema; never store anything that depends on their text.

-- v_pages: every page, the rejected ones with their reason.
CREATE VIEW v_pages AS
SELECT page.id, page.source, document.title, document.publisher, document.published, document.basis,
    document.language, document.characters,
    (SELECT count(*) FROM shown_quotation WHERE shown_quotation.page = page.id) AS quotations,
    (SELECT count(*) FROM shown_event WHERE shown_event.page = page.id) AS events,
    rejection.reason AS rejected, rejection.detail
FROM page
LEFT JOIN document ON document.page = page.id
LEFT JOIN rejection ON rejection.page = page.id
ORDER BY page.seq;

-- v_actors: every actor, with the number of its pages.
CREATE VIEW v_actors AS
SELECT actor.id, actor.kind, actor.name, actor.country, actor.acts_for, state.name AS acts_for_name,
    (SELECT count(DISTINCT entity.page) FROM membership JOIN entity ON entity.id = membership.entity
     WHERE membership.actor = actor.id) AS pages
FROM actor
LEFT JOIN actor AS state ON state.id = actor.acts_for
ORDER BY actor.number;

-- v_quotations: one row a quotation and speaker; `passage` is the whole, source and cue included.
CREATE VIEW v_quotations AS
SELECT quotation.id, quotation.page, document.publisher, document.published, actor.id AS actor,
    coalesce(actor.name, entity.name) AS speaker, quotation.act, quotation.mode, quotation.uttered,
    quotation.confidence, quotation.start, quotation."end",
    substr(document.text, quotation.start + 1, quotation."end" - quotation.start) AS passage
FROM shown_quotation AS quotation
JOIN document ON document.page = quotation.page
JOIN page ON page.id = quotation.page
LEFT JOIN quotation_voice ON quotation_voice.quotation = quotation.id AND quotation_voice.part = 'speaker'
LEFT JOIN entity ON entity.id = quotation_voice.entity
LEFT JOIN membership ON membership.entity = entity.id
LEFT JOIN actor ON actor.id = membership.actor
ORDER BY page.seq, quotation.seq, quotation_voice.seq;

-- v_events: one row an event report and source; a null `source_actor` is the page's own voice.
CREATE VIEW v_events AS
SELECT event.id, event.page, document.publisher, event.kind, event.status, event.factuality, event.edtf,
    event.earliest, event.latest, claim_report.claim, actor.id AS source_actor, actor.name AS source,
    event.start, event."end", substr(document.text, event.start + 1, event."end" - event.start) AS "trigger"
FROM shown_event AS event
JOIN document ON document.page = event.page
JOIN page ON page.id = event.page
LEFT JOIN claim_report ON claim_report.event = event.id
LEFT JOIN event_source ON event_source.event = event.id
LEFT JOIN quotation_voice
    ON quotation_voice.quotation = event_source.quotation AND quotation_voice.part = 'speaker'
LEFT JOIN membership ON membership.entity = quotation_voice.entity
LEFT JOIN actor ON actor.id = membership.actor
ORDER BY page.seq, event.seq, event_source.seq, quotation_voice.seq;

-- v_timeline: the dated events in order of time.
CREATE VIEW v_timeline AS
SELECT * FROM v_events WHERE edtf IS NOT NULL ORDER BY earliest, latest, id;

-- v_event_roles: who and what fills the roles of each event report, as worded and as actor.
CREATE VIEW v_event_roles AS
SELECT event_role.event, event.kind, event_role.role, actor.id AS actor, actor.name,
    substr(document.text, event_role.start + 1, event_role."end" - event_role.start) AS wording
FROM event_role
JOIN shown_event AS event ON event.id = event_role.event
JOIN document ON document.page = event.page
LEFT JOIN membership ON membership.entity = event_role.entity
LEFT JOIN actor ON actor.id = membership.actor
ORDER BY event_role.event, event_role.seq;

-- v_claims: one row a claim and stance; a claim on which nobody takes a stance has one row of nulls.
-- `text` has those who fill the roles, in the order of the roles; `kind` says what passes between them.
CREATE VIEW v_claims AS
SELECT claim.id, claim.kind,
    (SELECT group_concat(said, ' → ') FROM (
        SELECT group_concat(coalesce(filler_actor.name, claim_role.filler), ', ') AS said
        FROM claim_role
        LEFT JOIN actor AS filler_actor ON filler_actor.id = claim_role.filler
        WHERE claim_role.claim = claim.id GROUP BY claim_role.role ORDER BY min(claim_role.rowid)
    )) AS text,
    claim.edtf, claim.earliest, claim.latest, stance.id AS stance,
    actor.id AS actor, actor.name, stance.value, stance.uttered, stance.scope,
    reporter.name AS reported_by,
    (SELECT count(*) FROM claim_report JOIN shown_event ON shown_event.id = claim_report.event
     WHERE claim_report.claim = claim.id) AS reports
FROM shown_claim AS claim
LEFT JOIN shown_stance AS stance ON stance.claim = claim.id
LEFT JOIN actor ON actor.id = stance.actor
LEFT JOIN actor AS reporter ON reporter.id = stance.reported_by
ORDER BY claim.number, stance.seq;

-- v_evidence: the place of every quotation or event that supports a stance.
CREATE VIEW v_evidence AS
SELECT stance_evidence.stance, stance_evidence.item, item.page, item.start, item."end",
    substr(document.text, item.start + 1, item."end" - item.start) AS passage
FROM stance_evidence
JOIN (SELECT id, page, start, "end" FROM shown_quotation
      UNION ALL SELECT id, page, start, "end" FROM shown_event) AS item ON item.id = stance_evidence.item
JOIN document ON document.page = item.page
ORDER BY stance_evidence.stance, stance_evidence.seq;

-- v_stories: one row a page, with its story and the page that opened the chapter in which it is.
CREATE VIEW v_stories AS
SELECT story_page.story, story_page.chapter, story_page.page, page.source, document.title, document.publisher,
    document.published
FROM story_page
JOIN document ON document.page = story_page.page
JOIN page ON page.id = story_page.page
ORDER BY story_page.number, page.seq;
