using System.Reflection;
using System.Runtime.CompilerServices;

namespace Odoo.Connectors.Model.Tests;

/// <summary>What is marked as personal is never printed by the record that holds it.</summary>
public sealed class SecrecyTests
{
    private const string Canary = "canary-7d1f";

    public static TheoryData<Type> Records =>
        [.. typeof(Customer).Assembly.GetExportedTypes().Where(t => t.GetProperties().Any(p => p.IsDefined(typeof(PersonalDataAttribute))))];

    [Theory]
    [MemberData(nameof(Records))]
    public void ToString_OfARecordWithPersonalData_PrintsNone(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        object record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.PropertyType == typeof(string) && p.CanWrite))
        {
            property.SetValue(record, property.IsDefined(typeof(PersonalDataAttribute)) ? Canary : "plain");
        }

        Assert.DoesNotContain(Canary, record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ServerText_Printed_ShowsItsLengthOnly()
    {
        ServerText text = new(Canary);
        Assert.Equal(Canary, text.Reveal());
        Assert.DoesNotContain(Canary, $"{text}", StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, new ConnectorException(ErrorKind.Validation, "refused") { ServerText = text }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CustomFields_Printed_ShowTheirNumberOnly() =>
        Assert.Equal("1 custom fields", new CustomFields([KeyValuePair.Create<string, string?>(Canary, Canary)]).ToString());
}
