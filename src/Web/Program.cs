return await Shouwen.Web.Commands.CommandLine.Run(args);
