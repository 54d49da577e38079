"""The five faces of fonts/, and the script that cuts them."""
