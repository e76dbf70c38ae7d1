import { table } from "./files.ts";

const maven = "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\n";
const pom = (more = "") => `<project>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent>
  <groupId>com.x</groupId>
  <artifactId>todo</artifactId>
  <version>0.0.1-SNAPSHOT</version>
  <dependencies><dependency><artifactId>other</artifactId><version>9</version></dependency></dependencies>
  ${more}
</project>`;
const boot =
  "<build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>";

table([
  {
    title: "the archive has the name of the artifact and its version",
    dockerfile: `FROM alpine:3.20\nWORKDIR /app\nCOPY . .\nRUN ./mvnw -B -DskipTests clean package`,
    context: { "pom.xml": pom(boot), mvnw: "#!/bin/sh\n" },
    present: ["/app/target/todo-0.0.1-SNAPSHOT.jar"],
    absent: ["/app/target/app.jar", "/app/target/todo.jar", "/app/target/other-9.jar"],
    unknown: ["/app/target/classes/x", "/root/.m2/x"],
  },
  {
    title: "its final name, and another place",
    dockerfile: `FROM alpine:3.20\nCOPY . /app\nRUN mvn -f /app/pom.xml -q package`,
    context: {
      "pom.xml": pom("<packaging>war</packaging><build><finalName>ROOT</finalName></build>"),
    },
    present: ["/app/target/ROOT.war"],
    absent: ["/target", "/app/target/todo-0.0.1-SNAPSHOT.war"],
  },
  {
    title:
      "with a plugin that makes another archive, or a version that is not told, it may have any name",
    dockerfile: `FROM alpine:3.20\nCOPY . /\nRUN cd a && mvn package && cd ../b && mvn package`,
    context: {
      "a/pom.xml": pom(boot.replace("spring-boot", "maven-shade-not")),
      "b/pom.xml": pom(boot).replace("0.0.1-SNAPSHOT", "$" + "{revision}"),
    },
    unknown: ["/a/target/app.jar", "/b/target/app.jar"],
    absent: ["/a/app.jar", "/b/app.jar"],
  },
  {
    title: "a parent may bring plugins of its own",
    dockerfile: `${maven}RUN mvn package`,
    context: { "pom.xml": pom(boot).replace("spring-boot-starter-parent", "company-parent") },
    unknown: ["/app/target/libs", "/app/target/todo.jar"],
    absent: ["/app/todo.jar"],
  },
  {
    title: "the repository lies where an option or the environment says",
    dockerfile: `${maven}RUN MAVEN_OPTS=-Dmaven.repo.local=/modules mvn package && mvn -Dmaven.repo.local=/more package`,
    context: { "pom.xml": pom(boot) },
    unknown: ["/modules/x", "/more/x"],
    absent: ["/other"],
  },
  {
    title: "modules have folders of their own",
    dockerfile: `FROM alpine:3.20\nWORKDIR /app\nCOPY . .\nRUN mvn package -pl api -am`,
    context: { "pom.xml": pom("<modules><module>api</module></modules>") },
    unknown: ["/app/api/target/x.jar"],
    absent: ["/srv/x"],
  },
  {
    title: "fetching dependencies makes no archive",
    dockerfile: `${maven}RUN --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline dependency:resolve-plugins`,
    context: { "pom.xml": pom() },
    present: ["/app/pom.xml"],
  },
]);
