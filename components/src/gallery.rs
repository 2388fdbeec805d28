//! Every component in every state, for looking at them and for the accessibility runs.
