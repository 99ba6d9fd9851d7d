using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Positions as they lie in a file for the length of a run.</summary>
internal static class PositionCodec
{
    public static void Write(BinaryWriter to, Position position)
    {
        Ref(to, position.Ref);
        Ref(to, position.Source);
        Text(to, position.Number);
        Text(to, position.Reference);
        Ref(to, position.Customer);
        Text(to, position.Ledger);
        Text(to, position.Currency?.Code);
        Number(to, position.Net);
        Number(to, position.Tax);
        Number(to, position.Gross);
        Number(to, position.Open);
        to.Write(position.At?.UtcTicks ?? -1);
        to.Write(position.On?.DayNumber ?? -1);
        to.Write(position.MayBeLater);
        to.Write((sbyte)(position.State is { } state ? (int)state : -1));
        Terms(to, position.Terms);
        Text(to, position.Every);
        to.Write(position.EndsAt?.UtcTicks ?? -1);
        to.Write(position.EndsOn?.DayNumber ?? -1);
        to.Write(position.KeepsEnd);
        to.Write(position.Version ?? long.MinValue);
        to.Write(position.ChangedAt.UtcTicks);
        Ref(to, position.ToldAs);
        Text(to, position.Stream);
        to.Write(position.ToldAt.UtcTicks);
    }

    public static Position Read(BinaryReader from) => new()
    {
        Ref = Ref(from)!,
        Source = Ref(from),
        Number = Text(from),
        Reference = Text(from),
        Customer = Ref(from),
        Ledger = Text(from),
        Currency = Text(from) is { } code ? Currency.Parse(code) : null,
        Net = Number(from),
        Tax = Number(from),
        Gross = Number(from),
        Open = Number(from),
        At = from.ReadInt64() is >= 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
        On = from.ReadInt32() is >= 0 and var day ? DateOnly.FromDayNumber(day) : null,
        MayBeLater = from.ReadBoolean(),
        State = from.ReadSByte() is >= 0 and var state ? (PositionState)state : null,
        Terms = Terms(from),
        Every = Text(from),
        EndsAt = from.ReadInt64() is >= 0 and var end ? new DateTimeOffset(end, TimeSpan.Zero) : null,
        EndsOn = from.ReadInt32() is >= 0 and var last ? DateOnly.FromDayNumber(last) : null,
        KeepsEnd = from.ReadBoolean(),
        Version = from.ReadInt64() is not long.MinValue and var version ? version : null,
        ChangedAt = new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero),
        ToldAs = Ref(from),
        Stream = Text(from),
        ToldAt = new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero),
    };

    private static void Terms(BinaryWriter to, IReadOnlyList<PositionTerm>? terms)
    {
        to.Write(terms?.Count ?? -1);
        foreach (PositionTerm term in terms ?? [])
        {
            to.Write(term.Product);
            to.Write(term.Quantity);
            Number(to, term.Price);
            to.Write(term.MayBeMore);
        }
    }

    private static PositionTerm[]? Terms(BinaryReader from)
    {
        int count = from.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        PositionTerm[] terms = new PositionTerm[count];
        for (int i = 0; i < count; i++)
        {
            terms[i] = new PositionTerm(string.Intern(from.ReadString()), from.ReadDecimal(), Number(from), from.ReadBoolean());
        }

        return terms;
    }

    private static void Ref(BinaryWriter to, ExternalRef? reference)
    {
        Text(to, reference?.System);
        if (reference is not null)
        {
            to.Write(reference.Kind);
            to.Write(reference.Id);
        }
    }

    private static ExternalRef? Ref(BinaryReader from) => Text(from) is { } system ? new ExternalRef(string.Intern(system), string.Intern(from.ReadString()), from.ReadString()) : null;

    private static void Text(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
        {
            to.Write(text);
        }
    }

    private static string? Text(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    private static void Number(BinaryWriter to, decimal? number)
    {
        to.Write(number is not null);
        if (number is { } value)
        {
            to.Write(value);
        }
    }

    private static decimal? Number(BinaryReader from) => from.ReadBoolean() ? from.ReadDecimal() : null;
}
