"""Events (bodies under row-level security), their items, leaves and checkpoints; pending deliveries; who read what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

REGISTERED = ("case.registered", "exposure.recorded", "link.registered")
"""What somebody told us, whoever it was: indexed by account, so that a system which stops telling is found."""


class Event(models.Model):
    """Something that happened, as an act recorded it. Insert only; an erased event has an empty body and salt.

    The body names persons and cases by random keys; what it changed stands in its parts.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    area_path = models.TextField(db_collation="C")
    incident_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField()
    happened = models.DateTimeField()
    recorded = models.DateTimeField()
    rows = models.IntegerField()
    body = models.BinaryField()
    salt = models.BinaryField(max_length=16)
    commitment = models.BinaryField(max_length=32)
    items_root = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["incident_id", "-recorded"]),
            models.Index(fields=["subject_id", "-recorded"]),
            models.Index(
                fields=["account_id", "kind", "-recorded"],
                condition=models.Q(kind__in=REGISTERED),
                name="event_registered_by",
            ),
        ]


class Item(models.Model):
    """The hash of one row of a bulk event, in order: the subtree under the event's items root."""

    event_id = models.BigIntegerField()
    number = models.IntegerField()
    row_hash = models.BinaryField(max_length=32)
    pk = models.CompositePrimaryKey("event_id", "number")


class Unplaced(models.Model):
    """The leaf of a committed event that the sequencer has not placed yet, and what the live pages hear of it.

    Commitments, kinds and areas only: nothing about people. `upto` is the last part that the event's body names,
    `transaction` the one that said it.
    """

    event_id = models.BigIntegerField(primary_key=True)
    data = models.BinaryField(max_length=72)
    changed = models.TextField(default="")
    upto = models.BigIntegerField(default=0)
    transaction = models.BigIntegerField(default=0)
    recorded = models.DateTimeField()


class Leaf(models.Model):
    """An event's place in the Merkle log. Kept for ever, holds no personal data.

    `data` is the commitment, the recorded instant in microseconds (8 bytes) and, for a bulk act, the root over its items.
    """

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    leaf_hash = models.BinaryField(max_length=32)
    data = models.BinaryField(max_length=72)


class Node(models.Model):
    """The root of a whole subtree of 256, 65,536 … leaves (`level` 8, 16, …), so that a proof reads few rows."""

    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    node_hash = models.BinaryField(max_length=32)
    pk = models.CompositePrimaryKey("level", "number")


class Checkpoint(models.Model):
    """A signed statement of the log's size and root, with the right edge of the tree to go on from.

    `note` is the statement as outsiders get it. Checkpoints of the first form have none.
    """

    number = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    edge = ArrayField(models.BinaryField(max_length=32))
    note = models.TextField(default="")
    signature = models.BinaryField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["size"], name="ledger_checkpoint_by_size")]


class Witness(models.Model):
    """Another institution that puts its signature under our checkpoints. Holds its public key, nothing about people."""

    name = models.CharField(max_length=120, unique=True)
    key = models.CharField(max_length=250)
    added = models.DateTimeField()
    event_id = models.BigIntegerField()


class Cosignature(models.Model):
    """A witness's signature under a checkpoint, as the line that stands under the note."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="cosignatures")
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="one_cosignature_of_a_witness"),
        ]


class Pending(models.Model):
    """An event that the loop has not finished with. Kind and area only.

    `tried_from` is when somebody had it tried again, `aside_at` when somebody took it out of the queue. `lane` is inherited from
    the event that it followed from; empty where it followed from none.
    """

    event_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    area_path = models.TextField(db_collation="C")
    incident_id = models.BigIntegerField(null=True)
    rows = models.IntegerField(default=1)
    recorded = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    tried_from = models.DateTimeField(null=True)
    aside_at = models.DateTimeField(null=True)
    lane = models.CharField(max_length=8, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "recorded"])]


class Delivered(models.Model):
    """The effect of one act for one event stands in the tables: written in the same transaction as the effect."""

    event_id = models.BigIntegerField()
    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    pk = models.CompositePrimaryKey("event_id", "act")


class Access(models.Model):
    """Who opened whose record, when, for what purpose, because of what. Insert only, by the vault's functions alone.

    `level` is what was shown: the record under a masked name, a hit of an exact search, or the whole identity, which is
    then in sight `until` an instant. `office` is the area the account answered for. `wall` is the clock that limits count by.
    Holds random keys of person and account, no name.
    """

    subject_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    purpose = models.CharField(max_length=80)
    at = models.DateTimeField()
    area_path = models.TextField(db_collation="C")
    level = models.CharField(max_length=8, default="record")
    role = models.CharField(max_length=13, default="")
    office = models.TextField(db_collation="C", default="")
    because = models.CharField(max_length=8, default="")
    because_id = models.BigIntegerField(null=True)
    until = models.DateTimeField(null=True)
    wall = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "-at"]),
            models.Index(fields=["account_id", "-wall"], name="access_by_account"),
            models.Index(fields=["at", "id"], name="access_by_time"),
        ]


class Replay(models.Model):
    """The answer that was given to a write, so that sending it again gives the same one and does nothing.

    The answer can hold names: it is encrypted, and emptied after the days of class `answer`. What stays is no personal data.
    """

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=80)
    request_hash = models.BinaryField(max_length=32)
    status = models.SmallIntegerField()
    answer = models.BinaryField()
    at = models.DateTimeField()
    pk = models.CompositePrimaryKey("account_id", "key")


class Superseded(models.Model):
    """A row of another table as it stood until an instant, when an act changed it. Insert only, by the table's trigger.

    Its area is where the row lies now; `image` says where it lay then. What people typed freely is not in it. `subject_id` is
    the key that a grant names.
    """

    table_name = models.CharField(max_length=40)
    key = models.BigIntegerField()
    subject_id = models.BigIntegerField(null=True)
    image = models.JSONField()
    area_path = models.TextField(db_collation="C")
    until = models.DateTimeField(null=True)
    transaction = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["table_name", "key", "until"], name="superseded_by_key"),
            models.Index(fields=["table_name", "until"], name="superseded_by_time"),
            models.Index(fields=["transaction"], condition=models.Q(until=None), name="superseded_undated"),
        ]


class KnownSince(models.Model):
    """From when on what was known can be asked for: an installation older than this keeping has one row, others none."""

    id = models.SmallIntegerField(primary_key=True)
    at = models.DateTimeField()
