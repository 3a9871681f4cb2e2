using AmiTools.Demo;

if (DemoArguments.Read(args) is not { } arguments) return 2;
if (arguments.Help)
{
    Console.WriteLine(DemoArguments.Usage);
    return 0;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };

Screen screen = new();
try
{
    return await new Rehearsal(arguments, screen).RunAsync(stop.Token) ? 0 : 1;
}
catch (AmiTools.AmiException failure)
{
    screen.Error(failure);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    screen.Say("Stopped.");
    return 130;
}
