namespace Odoo.Connectors.Sync.Tests;

/// <summary>
/// Pins every note; <c>needs:ID</c> reads another one first, <c>parent:ID</c> pins that one before, <c>state:ID</c> sets that
/// one before, <c>held:ID</c> pins that one before, once approved, and so is a <c>held</c> note. A <c>read</c> note pins what
/// its id reads as; a <c>seen</c> one is absorbed when it is as it was; a <c>told</c> one too, and otherwise pinned anew.
/// </summary>
internal sealed class Pinning : IFlow
{
    public bool Handles(string changeKind) => changeKind is not ("ignored" or ChangeKinds.RecordErased);

    public Decision Decide(Change change, Known known)
    {
        string text = (string)change.Record!;
        if (change.Kind == "read")
        {
            if (!known.TryRead(change.Subject with { Id = text }, out string? read))
            {
                return Decision.Needs;
            }

            text = read!;
        }

        Snapshot seen = new(change.Subject, new Dictionary<string, string?> { ["text"] = text });
        if (change.Kind is "seen" or "told")
        {
            if (!known.TryShadow(change.Subject, out Shadow shadow))
            {
                return Decision.Needs;
            }

            if (shadow.Holds(seen.Fields))
            {
                return new Decision.Absorb("it is as it was");
            }
        }

        List<Intent> intents = [];
        foreach (string word in text.Split(' '))
        {
            if (word.StartsWith("needs:", StringComparison.Ordinal))
            {
                if (!known.TryRead(change.Subject with { Id = word[6..] }, out string? read))
                {
                    return Decision.Needs;
                }

                if (read is null)
                {
                    return new Decision.Wait(new CaseReason(ErrorKind.Dependency, "missing-note", $"Note {word[6..]} is not there.", "needs"));
                }

                text = text.Replace(word, read, StringComparison.Ordinal);
            }
            else if (word.StartsWith("parent:", StringComparison.Ordinal))
            {
                intents.Add(Pin(change, word[7..], word));
            }
            else if (word.StartsWith("apart:", StringComparison.Ordinal))
            {
                intents.Add(Pin(change, word[6..], word) with { Independent = true });
            }
            else if (word.StartsWith("held:", StringComparison.Ordinal))
            {
                intents.Add(Pin(change, word[5..], word) with { Hold = "It is dear." });
            }
            else if (word.StartsWith("state:", StringComparison.Ordinal))
            {
                intents.Add(Pin(change, word[6..], word) with { Class = EffectClass.State });
            }
        }

        intents.Add(Pin(change, change.Subject.Id, text) with
        {
            Class = change.Kind is "state" or "told" ? EffectClass.State : EffectClass.Document,
            Hold = change.Kind == "held" ? "It is dear." : null,
        });
        return new Decision.Do(intents) { Seen = change.Kind is "seen" or "told" ? [seen] : [] };
    }

    private static Intent Pin(Change change, string id, string text) => new()
    {
        Target = "wall", Kind = "pin", Class = EffectClass.Document, Source = change.Subject with { Id = id }, Record = text,
    };
}
