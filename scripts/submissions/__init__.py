"""Read what units send back: workbooks, documents and Word reports, each behind a guard."""
