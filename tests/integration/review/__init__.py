"""Reviews of the desk: order, delivery, and what two at once may not do."""
