namespace Odoo.Connectors.Client.Generators;

/// <summary>
/// Writes the code that reads a record. Odoo answers in the order asked, so the fields are expected one after the other; where that
/// fails, the rest of the record is read by name.
/// </summary>
internal static class ReadEmitter
{
    private const int Bits = 64;

    public static void Emit(Code code, ModelShape model, string self)
    {
        Row(code, model);
        code.Open($"static {model.TypeName} {self}.Read(ref {ModelEmitter.Reader} reader, {ModelEmitter.Client}OdooPageCache cache)");
        code.Open("if (reader.TokenType != global::System.Text.Json.JsonTokenType.StartObject)");
        code.Line($"throw {ModelEmitter.Client}OdooFieldReader.NoRecord(\"{model.ModelName}\");").Close().Line();
        code.Line("__OdooRow row = default;").Line("reader.Read();");
        for (int i = 0; i < model.Fields.Count; i++)
        {
            code.Open($"if (global::System.MemoryExtensions.SequenceEqual(reader.ValueSpan, \"{model.Fields[i].Field}\"u8))");
            code.Line("reader.Read();").Line(Assignment(model, i)).Line($"row.Seen{i / Bits} |= {Bit(i)};").Line("reader.Read();").Close();
        }

        code.Line().Open($"if (reader.TokenType != global::System.Text.Json.JsonTokenType.EndObject || {Incomplete(model)})");
        code.Line("__ReadOdooRest(ref reader, cache, ref row);").Close().Line();
        Made(code, model);
        code.Close().Line();
        Rest(code, model);
        Group(code, model);
    }

    private static void Row(Code code, ModelShape model)
    {
        code.Open("private struct __OdooRow");
        for (int i = 0; i < model.Fields.Count; i++)
        {
            code.Line($"public {FieldTypes.OfProperty(model.Fields[i])} F{i};");
        }

        for (int word = 0; word <= (model.Fields.Count - 1) / Bits; word++)
        {
            code.Line($"public ulong Seen{word};");
        }

        code.Close().Line();
    }

    private static void Made(Code code, ModelShape model)
    {
        List<string> properties = [.. model.Fields.Select(f => f.Property)];
        string arguments = string.Join(", ", model.Constructor.Select(p => $"row.F{properties.IndexOf(p)}"));
        code.Open($"return new {model.TypeName}({arguments})");
        for (int i = 0; i < properties.Count; i++)
        {
            if (!model.Constructor.Contains(properties[i]))
            {
                code.Line($"{ModelEmitter.Id(properties[i])} = row.F{i},");
            }
        }

        code.Close(";");
    }

    private static void Rest(Code code, ModelShape model)
    {
        code.Open($"private static void __ReadOdooRest(ref {ModelEmitter.Reader} reader, {ModelEmitter.Client}OdooPageCache cache, ref __OdooRow row)");
        code.Open("while (reader.TokenType == global::System.Text.Json.JsonTokenType.PropertyName)");
        code.Line($"global::System.ReadOnlySpan<byte> name = {ModelEmitter.Client}OdooFieldReader.Name(ref reader);");
        code.Open("switch (__OdooNameGroup(name))");
        NameGroups groups = NameGroups.Of([.. model.Fields.Select(f => f.Field)]);
        for (int i = 0; i < model.Fields.Count; i++)
        {
            code.Open($"case {groups.OfName[i]} when global::System.MemoryExtensions.SequenceEqual(name, \"{model.Fields[i].Field}\"u8):");
            code.Line("reader.Read();").Line(Assignment(model, i)).Line($"row.Seen{i / Bits} |= {Bit(i)};").Line("break;").Close();
        }

        code.Line("default: reader.Read(); reader.Skip(); break;").Close().Line().Line("reader.Read();").Close().Line();
        for (int word = 0; word <= (model.Fields.Count - 1) / Bits; word++)
        {
            code.Open($"if ((~row.Seen{word} & {All(model, word)}) is not 0 and var missing{word})");
            code.Line($"throw {ModelEmitter.Client}OdooFieldReader.Missing(\"{model.ModelName}\", __odooFields[{word * Bits} + global::System.Numerics.BitOperations.TrailingZeroCount(missing{word})]);").Close();
        }

        code.Close().Line();
    }

    /// <summary>One jump for each field, whichever comes: a tree of comparisons is guessed wrong by the processor at each field.</summary>
    private static void Group(Code code, ModelShape model)
    {
        NameGroups groups = NameGroups.Of([.. model.Fields.Select(f => f.Field)]);
        code.Open("private static int __OdooNameGroup(global::System.ReadOnlySpan<byte> name)").Open("if (name.Length == 0)").Line("return 0;").Close().Line();
        code.Line($"global::System.ReadOnlySpan<byte> groups = new byte[] {{ {string.Join(", ", groups.Table)} }};");
        code.Line("uint key = name[0] | ((uint)name[name.Length >> 1] << 8) | ((uint)name[(name.Length * 3) >> 2] << 16) | ((uint)name[name.Length - 1] << 24);");
        code.Line($"return groups[(int)(unchecked((key + ((uint)name.Length * {NameGroups.LengthFactor}u)) * {groups.Factor}u) >> {groups.Shift})];").Close();
    }

    private static string Assignment(ModelShape model, int index) => $"row.F{index} = {FieldTypes.Read(model.Fields[index], model.ModelName)};";

    private static string Bit(int index) => $"0x{1UL << (index % Bits):X}UL";

    private static string All(ModelShape model, int word) =>
        $"0x{((word + 1) * Bits <= model.Fields.Count ? ulong.MaxValue : (1UL << (model.Fields.Count % Bits)) - 1):X}UL";

    private static string Incomplete(ModelShape model) => string.Join(" || ", Enumerable.Range(0, ((model.Fields.Count - 1) / Bits) + 1)
        .Select(word => $"row.Seen{word} != {All(model, word)}"));
}
