using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Positions on disk in several parts, by what they are compared by, so that no more than a part is ever in memory. The files go when it is
/// disposed, or with the process.
/// </summary>
internal sealed class PositionFile : IDisposable
{
    private const int Buffer = 16 * 1024;
    private readonly FileStream?[] _parts;
    private readonly BinaryWriter?[] _writers;

    public PositionFile(int parts)
    {
        _parts = new FileStream?[parts];
        _writers = new BinaryWriter?[parts];
    }

    public void Add(int part, Position position)
    {
        if (_writers[part] is not BinaryWriter writer)
        {
            _parts[part] = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose);
            _writers[part] = writer = new BinaryWriter(_parts[part]!, Encoding.UTF8, leaveOpen: true);
        }

        PositionCodec.Write(writer, position);
    }

    public IEnumerable<Position> Read(int part)
    {
        if (_parts[part] is not FileStream file)
        {
            yield break;
        }

        _writers[part]!.Flush();
        file.Position = 0;
        using BinaryReader reader = new(file, Encoding.UTF8, leaveOpen: true);
        long length = file.Length;
        while (file.Position < length)
        {
            yield return PositionCodec.Read(reader);
        }
    }

    public void Dispose()
    {
        foreach (FileStream? part in _parts)
        {
            part?.Dispose();
        }
    }
}
