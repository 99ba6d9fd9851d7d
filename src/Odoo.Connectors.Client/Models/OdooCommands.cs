using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// Changes of a one2many or many2many field, done in order: <c>[OdooCommands.Create(line), OdooCommands.Delete(7)]</c>.
/// A single command converts by itself.
/// </summary>
[CollectionBuilder(typeof(OdooCommands), nameof(Of))]
public sealed class OdooCommands : IReadOnlyList<OdooCommand>
{
    private readonly OdooCommand[] _commands;

    private OdooCommands(OdooCommand[] commands) => _commands = commands;

    /// <summary>How many commands there are.</summary>
    public int Count => _commands.Length;

    /// <summary>A command.</summary>
    /// <param name="index">Its place.</param>
    /// <returns>The command.</returns>
    public OdooCommand this[int index] => _commands[index];

    /// <summary>A list of one command.</summary>
    /// <param name="command">The command.</param>
    public static implicit operator OdooCommands(OdooCommand command) => new([command]);

    /// <summary>A list of commands; what a collection expression calls.</summary>
    /// <param name="commands">The commands in order.</param>
    /// <returns>The list.</returns>
    public static OdooCommands Of(ReadOnlySpan<OdooCommand> commands) => new(commands.ToArray());

    /// <summary>Creates a record and links it.</summary>
    /// <typeparam name="T">The record's model.</typeparam>
    /// <param name="values">Its values.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Create<T>(IOdooValues<T> values)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(OdooCommandKind.Create, 0, (Action<Utf8JsonWriter>)values.WriteTo);
    }

    /// <inheritdoc cref="Create{T}"/>
    public static OdooCommand Create(JsonObject values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(OdooCommandKind.Create, 0, (Action<Utf8JsonWriter>)(writer => OdooJson.Write(writer, values)));
    }

    /// <summary>Writes to a linked record.</summary>
    /// <typeparam name="T">The record's model.</typeparam>
    /// <param name="id">The record.</param>
    /// <param name="values">The fields to change.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Update<T>(long id, IOdooValues<T> values)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(OdooCommandKind.Update, id, (Action<Utf8JsonWriter>)values.WriteTo);
    }

    /// <inheritdoc cref="Update{T}"/>
    public static OdooCommand Update(long id, JsonObject values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(OdooCommandKind.Update, id, (Action<Utf8JsonWriter>)(writer => OdooJson.Write(writer, values)));
    }

    /// <summary>Deletes a linked record.</summary>
    /// <param name="id">The record.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Delete(long id) => new(OdooCommandKind.Delete, id);

    /// <summary>Takes a record off the list without deleting it.</summary>
    /// <param name="id">The record.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Unlink(long id) => new(OdooCommandKind.Unlink, id);

    /// <summary>Links a record that is there.</summary>
    /// <param name="id">The record.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Link(long id) => new(OdooCommandKind.Link, id);

    /// <summary>Takes all records off the list.</summary>
    /// <returns>The command.</returns>
    public static OdooCommand Clear() => new(OdooCommandKind.Clear, 0);

    /// <summary>Makes the list exactly these records; with none it is empty.</summary>
    /// <param name="ids">The records.</param>
    /// <returns>The command.</returns>
    public static OdooCommand Set(params IReadOnlyList<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new(OdooCommandKind.Set, 0, ids);
    }

    /// <summary>Writes the list in Odoo's form.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (OdooCommand command in _commands)
        {
            command.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The list as JSON, for untyped values.</summary>
    /// <returns>A new array.</returns>
    public JsonArray ToJson()
    {
        System.Buffers.ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            WriteTo(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsArray();
    }

    /// <inheritdoc />
    public IEnumerator<OdooCommand> GetEnumerator() => ((IEnumerable<OdooCommand>)_commands).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
