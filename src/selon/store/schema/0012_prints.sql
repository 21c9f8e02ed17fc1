-- Fingerprints have other names: those of earlier versions are found by no page any more.

DELETE FROM fingerprint;
