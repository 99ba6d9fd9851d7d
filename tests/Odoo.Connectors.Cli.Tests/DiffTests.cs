namespace Odoo.Connectors.Cli.Tests;

/// <summary>What <c>models diff</c> tells, and when it fails.</summary>
public sealed class DiffTests : IDisposable
{
    private const string Old = """
        {"server_version":"18.0","models":{
        "res.partner":{"fields":{
          "id":{"type":"integer"},"mobile":{"type":"char","store":true},"ref":{"type":"char","store":true},
          "country_id":{"type":"many2one","relation":"res.country","store":true},
          "type":{"type":"selection","store":true,"selection":[["contact","Contact"],["private","Private"]]}}},
        "res.title":{"fields":{"id":{"type":"integer"}}}}}
        """;

    private readonly Tool _tool = new();

    [Theory]
    [InlineData("\"mobile\":{\"type\":\"char\",\"store\":true},", "", "res.partner.mobile: type char -> (missing)")]
    [InlineData("\"ref\":{\"type\":\"char\"", "\"ref\":{\"type\":\"integer\"", "res.partner.ref: type char -> integer")]
    [InlineData("\"relation\":\"res.country\"", "\"relation\":\"res.land\"", "res.partner.country_id: relation res.country -> res.land")]
    [InlineData("\"ref\":{\"type\":\"char\"", "\"ref\":{\"type\":\"char\",\"required\":true", "res.partner.ref: required false -> true")]
    [InlineData("\"ref\":{\"type\":\"char\"", "\"ref\":{\"type\":\"char\",\"readonly\":true", "res.partner.ref: readonly false -> true")]
    [InlineData("\"ref\":{\"type\":\"char\",\"store\":true", "\"ref\":{\"type\":\"char\",\"store\":false", "res.partner.ref: stored true -> false")]
    [InlineData("\"ref\":{\"type\":\"char\"", "\"ref\":{\"digits\":[16,3],\"type\":\"char\"", "res.partner.ref: decimals (missing) -> 3")]
    [InlineData(",[\"private\",\"Private\"]", "", "res.partner.type: selection value 'private' -> (missing)")]
    [InlineData(",\n\"res.title\":{\"fields\":{\"id\":{\"type\":\"integer\"}}}", "", "res.title.id: type integer -> (missing)")]
    public async Task Diff_OfAUsedField_NamesItAndFails(string was, string becomes, string expected)
    {
        (int code, string output, _) = await DiffAsync(was, becomes);
        Assert.Equal(1, code);
        Assert.Contains($"drift: {expected}\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"mobile\":{\"type\":\"char\",\"store\":true},", "", "note: res.partner.mobile: type char -> (missing)")]
    [InlineData(",\n\"res.title\":{\"fields\":{\"id\":{\"type\":\"integer\"}}}", "", "note: res.title: model present -> (missing)")]
    public async Task Diff_OfAFieldNobodyUses_IsANote(string was, string becomes, string expected)
    {
        (int code, string output, _) = await DiffAsync(was, becomes, "--fields", "res.partner=ref,type");
        Assert.Equal(0, code);
        Assert.Contains($"{expected}\n", output, StringComparison.Ordinal);
        Assert.Contains("Odoo 18.0 -> 18.0: 0 changes of what is used, 1 others.\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"mobile\":{", "\"email\":{\"type\":\"char\"},\"mobile\":{", "note: res.partner.email: type (missing) -> char")]
    [InlineData("[\"private\",\"Private\"]", "[\"private\",\"Private\"],[\"other\",\"Other\"]", "note: res.partner.type: selection value (missing) -> 'other'")]
    public async Task Diff_OfWhatIsNew_IsANote(string was, string becomes, string expected)
    {
        (int code, string output, _) = await DiffAsync(was, becomes);
        Assert.Equal(0, code);
        Assert.Contains($"{expected}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_WithTheManifestOfGeneratedModels_FailsForTheirFieldsOnly()
    {
        string old = _tool.Write("old.json", Old);
        await _tool.RunAsync("models", "generate", "--schema", old, "--models", "res.partner", "--fields", "res.partner=ref", "--namespace", "Acme", "--out", _tool["a"]);
        string now = _tool.Write("new.json", Changed("\"type\":\"char\",\"store\":true", "\"type\":\"text\",\"store\":true"));
        (int code, string output, _) = await _tool.RunAsync("models", "diff", "--schema", old, "--against", now, "--used", Path.Combine(_tool["a"], "odoo-models.json"));
        Assert.Equal(1, code);
        Assert.Equal(
            "note: res.partner.mobile: type char -> text\ndrift: res.partner.ref: type char -> text\nOdoo 18.0 -> 18.0: 1 changes of what is used, 1 others.\n", output);
    }

    [Fact]
    public async Task Diff_OfAUsedNameThatWasNeverThere_IsRefused()
    {
        (int code, _, string error) = await DiffAsync("18.0", "19.0", "--fields", "res.partner=rfe");
        Assert.Equal(2, code);
        Assert.Contains("res.partner.rfe is used, but ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_WithoutTheOtherSide_IsRefused()
    {
        (int code, _, string error) = await _tool.RunAsync("models", "diff", "--schema", _tool.Write("old.json", Old));
        Assert.Equal(2, code);
        Assert.Contains("--against", error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private Task<(int Code, string Output, string Error)> DiffAsync(string was, string becomes, params string[] more) => _tool.RunAsync(
        ["models", "diff", "--schema", _tool.Write("old.json", Old), "--against", _tool.Write("new.json", Changed(was, becomes)), .. more]);

    private static string Changed(string was, string becomes)
    {
        Assert.Contains(was, Old, StringComparison.Ordinal);
        return Old.Replace(was, becomes, StringComparison.Ordinal);
    }
}
