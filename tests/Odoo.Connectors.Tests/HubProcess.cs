using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>The hub as a process of its own, which may die at any moment. Deliveries are repeated until it accepts them, as a vendor does.</summary>
internal sealed class HubProcess(HubSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("host-").FullName;
    private readonly StringBuilder _said = new();
    private Process? _process;
    private Uri? _url;
    private string? _point;

    public bool WasKilled { get; private set; }

    /// <summary>What its log said; errors only.</summary>
    public string Errors
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public async Task StartAsync(string? point = null, int hit = 0, string? node = null)
    {
        string file = Path.Combine(_folder, $"settings-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings with { NodeName = node ?? settings.NodeName }));
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Odoo.Connectors.CrashHost.dll"));
        start.ArgumentList.Add(file);
        if (point is not null)
        {
            start.ArgumentList.Add(point);
            start.ArgumentList.Add(hit.ToString(CultureInfo.InvariantCulture));
        }

        _point = point;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        string? url = await _process.StandardOutput.ReadLineAsync();
        _url = url is null ? null : new Uri(new Uri(url), "webhooks/stripe");
        _ = ReadErrorsAsync(_process.StandardOutput);
    }

    /// <summary>Delivers until a hub answers 200. A hub that died is started again, this time without the fault.</summary>
    public async Task DeliverAsync(JsonObject evt)
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Longest)
        {
            try
            {
                if (_url is not null)
                {
                    using StripeSender sender = new(_url, settings.WebhookSecret, TimeProvider.System);
                    if (await sender.SendAsync(evt) == HttpStatusCode.OK)
                    {
                        return;
                    }
                }
            }
            catch (HttpRequestException)
            {
                // It died before it answered.
            }

            await NoticeDeathAsync();
        }

        Assert.Fail("no hub accepted the event");
    }

    public async Task RestartAsync(string point, int hit)
    {
        if (_process!.HasExited)
        {
            WasKilled = true;
            await StartAsync();
            return;
        }

        await StopAsync();
        await StartAsync(point, hit);
    }

    /// <summary>The fault point must have been reached: a point that nothing reaches proves nothing.</summary>
    public async Task WaitUntilKilledAsync()
    {
        if (_point is not null)
        {
            using CancellationTokenSource patience = new(Longest);
            await _process!.WaitForExitAsync(patience.Token);
            WasKilled = _process.ExitCode != 0;
        }

        Assert.True(WasKilled, $"the fault point {_point} was never reached");
        if (!_process!.HasExited)
        {
            await StopAsync();
        }
    }

    public async Task StopAsync()
    {
        _process!.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await StopAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadErrorsAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is string line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }
        }
    }

    private async Task NoticeDeathAsync()
    {
        await Task.WhenAny(_process!.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        if (_process.HasExited)
        {
            WasKilled = true;
            await StartAsync();
        }
    }
}
