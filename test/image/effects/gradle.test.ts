import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\nCOPY . .\n";
const build =
  "plugins {\n  id 'org.springframework.boot' version '3.3.2'\n  id 'java'\n}\nversion = '0.0.1'\n";

table([
  {
    title: "a build of Spring Boot leaves two archives, bootJar one",
    dockerfile: `${alpine}RUN ./gradlew build --no-daemon -x test\nFROM alpine:3.20\nWORKDIR /b\nCOPY . .\nRUN gradle bootJar`,
    context: {
      "build.gradle": build,
      "settings.gradle": "rootProject.name = 'todo'\n",
      gradlew: "",
    },
    present: ["/b/build/libs/todo-0.0.1.jar"],
    absent: ["/b/build/libs/todo-0.0.1-plain.jar", "/b/build/libs/app.jar"],
    unknown: ["/b/build/classes/x"],
  },
  {
    title: "both, with the name of the folder and no version",
    dockerfile: `${alpine}RUN gradle --no-daemon assemble`,
    context: { "build.gradle.kts": 'plugins { id("org.springframework.boot") version "3.3.2" }\n' },
    present: ["/app/build/libs/app.jar", "/app/build/libs/app-plain.jar"],
    absent: ["/app/build/libs/app-0.0.1.jar"],
  },
  {
    title: "names that the script chooses, and several projects",
    dockerfile: `FROM alpine:3.20\nCOPY . /\nRUN cd a && gradle shadowJar && gradle -p /b build`,
    context: {
      "a/build.gradle": "version = '1'\nshadowJar { archiveFileName = 'x.jar' }\n",
      "b/build.gradle": "",
      "b/settings.gradle": "include 'api'\n",
    },
    unknown: ["/a/build/libs/y.jar", "/b/api/build/libs/api.jar"],
    absent: ["/a/libs", "/c"],
  },
  {
    title: "tasks and plugins of somebody's own may make other archives",
    dockerfile: `FROM alpine:3.20\nCOPY . /\nRUN gradle -p /a fatJar && gradle -p /b build`,
    context: {
      "a/build.gradle":
        "version '1'\napply plugin: 'java'\ntask fatJar(type: Jar) {\n  baseName = 'all'\n}\n",
      "b/build.gradle": "plugins { id 'java'\n id 'com.example.bundle' }\nversion = '1'\n",
    },
    unknown: ["/a/build/libs/all-1.jar", "/b/build/libs/b-bundle.jar"],
    absent: ["/a/libs", "/b/libs"],
  },
  {
    title: "an installed application has its start script",
    dockerfile: `${alpine}RUN gradle installDist`,
    context: {
      "build.gradle": "plugins { id 'application' }\n",
      "settings.gradle": "rootProject.name = 'srv'\n",
    },
    present: ["/app/build/install/srv/bin/srv"],
    absent: ["/app/bin", "/app/build/libs/srv-plain.jar"],
  },
]);
