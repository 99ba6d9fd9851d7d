using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>A deal to cash over the platform: 10 x 60.00 are 600.00, 21 % of it 126.00, 726.00 in all.</summary>
public sealed class StoryTests
{
    [Fact]
    public async Task Deal_WonInvoicedAndPaid_IsOnceAtThePlatformAndInOdooToTheCent()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("third-platform-");
        try
        {
            IReadOnlyList<Check> checks = await new Story(Path.Combine(folder.FullName, "hub.db"), TimeProvider.System).PlayAsync(TestContext.Current.CancellationToken);

            Assert.Equal(9, checks.Count);
            Assert.All(checks, c => Assert.Equal($"{c.What}: {c.Expected}", $"{c.What}: {c.Found}"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
