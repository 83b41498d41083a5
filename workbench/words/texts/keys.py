"""Working by keyboard: keys of the canvas, finding, the command palette, why not now."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "keys.satisfaction": "Satisfaction: type 1 to 9, or 0 for 10. Esc gives up.",
    "keys.connecting": "“{source}” leads to “{target}”. Arrows, Tab or typing choose, Enter connects, Esc gives up.",
    "action.connect_to": "Connect to…",
    "tip.connect_to": "Choose by keys what the selected touchpoint leads to",
    "key.shift_arrows": "Shift + arrow keys",
    "key.shift_arrows.does": "Select further cards",
    "key.digits": "1 to 9, 0 for 10",
    "key.digits.does": "Importance of the selected touchpoints",
    "key.satisfaction": "S, then 1 to 9 or 0",
    "key.satisfaction.does": "Satisfaction of the selected touchpoints",
    "key.feeling": "+ and −",
    "key.feeling.does": "Customers feel better or worse there",
}
