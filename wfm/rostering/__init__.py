"""Who works when: rules, pricing, descent, selection, bound, explanation, audit."""
