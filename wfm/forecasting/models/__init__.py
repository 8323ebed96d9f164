"""One way of forecasting per file; the combination takes their mean."""
