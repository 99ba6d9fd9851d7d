namespace Odoo.Connectors.Client.Generators;

/// <summary>Writes the nested class of the values to write.</summary>
internal static class ValuesEmitter
{
    private const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    private const string Name = "global::System.Text.Json.JsonEncodedText";

    public static void Emit(Code code, ModelShape model)
    {
        List<FieldShape> fields = [.. model.Fields.Where(f => !f.IsReadOnly)];
        string self = $"{ModelEmitter.Client}IOdooValues<{model.TypeName}>";
        code.Line($"/// <summary>Values of <c>{model.ModelName}</c> to create or to write. What is not set is left alone.</summary>");
        code.Open($"public sealed class Values : {self}");
        for (int i = 0; i < fields.Count; i++)
        {
            code.Line($"private static readonly {Name} __f{i} = {Name}.Encode(\"{fields[i].Field}\");");
        }

        foreach (FieldShape field in fields)
        {
            code.Line().Line($"/// <summary>The field <c>{field.Field}</c>.</summary>");
            code.Line($"public {FieldTypes.OfValues(field)} {ModelEmitter.Id(field.Property)} {{ get; set; }}");
        }

        code.Line().Open($"void {self}.WriteTo({Writer} writer)").Line("writer.WriteStartObject();");
        for (int i = 0; i < fields.Count; i++)
        {
            string property = "this." + ModelEmitter.Id(fields[i].Property);
            (string isSet, string value) = fields[i].Kind switch
            {
                FieldKind.Ids or FieldKind.ImmutableIds => ($"{property} is {{ }} c{i}", $"c{i}"),
                FieldKind.Selection => ($"{property}.IsSet", property),
                FieldKind.Decimal when fields[i].Decimals >= 0 => ($"{property}.IsSet", $"{property}.Value, {fields[i].Decimals}"),
                _ => ($"{property}.IsSet", $"{property}.Value"),
            };
            code.Open($"if ({isSet})").Line($"{ModelEmitter.Client}OdooFieldWriter.Write(writer, __f{i}, {value});").Close();
        }

        code.Line().Line("writer.WriteEndObject();").Close().Close();
    }
}
