import { table } from "./files.ts";

const sdk = "FROM debian:12-slim\nWORKDIR /src\nCOPY . .\n";
const project = (more = "") =>
  `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup>${more}</PropertyGroup></Project>`;

table([
  {
    title: "published under the name of its project",
    dockerfile: `${sdk}RUN dotnet restore && dotnet publish "Api/Api.csproj" -c Release -o /app/publish --no-restore /p:UseAppHost=false`,
    context: { "Api/Api.csproj": project() },
    present: ["/app/publish/Api.dll"],
    unknown: ["/app/publish/Other.dll", "/src/Api/bin/Release/x"],
    absent: ["/app/Api.dll", "/srv/x"],
  },
  {
    title: "under its assembly's name, from its own folder",
    dockerfile: `${sdk}WORKDIR /src/Api\nRUN dotnet publish --configuration Release --output ../out --self-contained false`,
    context: { "Api/Api.csproj": project("<AssemblyName>Company.Api</AssemblyName>") },
    present: ["/src/out/Company.Api.dll"],
    unknown: ["/src/out/x.dll"],
    absent: ["/out", "/srv/x"],
  },
  {
    title: "one file, or a name that is computed, is not told",
    dockerfile: `${sdk}RUN dotnet publish One -o /one && dotnet publish Two -o /two && dotnet publish All.sln -o /all`,
    context: {
      "One/One.csproj": project("<PublishSingleFile>true</PublishSingleFile>"),
      "Two/Two.csproj": project("<AssemblyName>$(Company).Two</AssemblyName>"),
      "All.sln": "",
    },
    present: ["/one", "/two", "/all"],
    unknown: ["/one/One.dll", "/two/Two.dll", "/all/One.dll"],
  },
  {
    title: "without an output below bin",
    dockerfile: `${sdk}RUN dotnet publish -c Release\nRUN dotnet tool install --global dotnet-ef && dotnet --info`,
    context: { "Api.csproj": project() },
    present: ["/root/.dotnet/tools/dotnet-ef"],
    unknown: ["/src/bin/Release/net8.0/publish/Api.dll"],
    absent: ["/src/publish", "/srv/x"],
  },
]);
