using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>A write with its parts.</summary>
internal sealed record StripeCall(string Route, string? Id, VendorFields Fields)
{
    /// <summary>Texts that are taken over as they are; an empty one clears.</summary>
    public void Texts(JsonObject into, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Fields.Text(name) is { } text)
            {
                into[name] = text.Length == 0 ? null : text;
            }
        }
    }

    public void Numbers(JsonObject into, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Fields.Number(name) is { } number)
            {
                into[name] = number;
            }
        }
    }

    /// <summary>Merges meta data; an empty value takes its key away.</summary>
    public void Metadata(JsonObject into)
    {
        JsonObject metadata = into.Part("metadata")!;
        foreach ((string key, string value) in Fields.Map("metadata"))
        {
            metadata.Put(key, value.Length == 0 ? null : value);
        }
    }

    public string Needed(string name) => Fields.Filled(name) ?? throw StripeRefusal.Needed(name);
}
