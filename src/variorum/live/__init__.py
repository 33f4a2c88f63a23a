"""The one room that reaches other machines: pages are fetched for `variorum fetch` and `variorum watch`, and for no other command."""
