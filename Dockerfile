# All images of Batuta: docker-compose.yml names the targets.

FROM debian:bookworm-slim AS debian
ENV DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

# ---- the application
FROM debian AS build
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-17-jdk-headless maven ca-certificates
WORKDIR /build
COPY . .
RUN mvn -B -ntp -DskipTests package

FROM debian AS app
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/batuta --create-home batuta \
    && install -d -o batuta -m 700 /var/lib/batuta/keys /var/lib/batuta/ssh \
    && install -d -o batuta -m 750 /var/log/batuta
COPY --from=build /build/app/target/batuta-app-*.jar /usr/lib/batuta/batuta.jar
USER batuta
WORKDIR /var/lib/batuta
EXPOSE 8080
# Java would size its heap by the whole machine; a busy node needs a fraction of this. Overridden like any variable.
ENV JDK_JAVA_OPTIONS="-Xms64m -Xmx512m"
ENTRYPOINT ["java", "-jar", "/usr/lib/batuta/batuta.jar"]

# ---- a server to manage: the same packages as the servers of tests and demo, as Debian ships them
FROM debian AS server
COPY app/src/test/resources/org/batuta/servers/server-packages.txt /tmp/
RUN apt-get update && xargs apt-get install -y --no-install-recommends </tmp/server-packages.txt \
    && rm -rf /var/lib/apt/lists/* /tmp/server-packages.txt /etc/ssh/ssh_host_* \
    && printf '[Service]\nExecStartPre=/usr/bin/ssh-keygen -A\n' | install -D /dev/stdin /etc/systemd/system/ssh.service.d/keys.conf \
    && systemctl mask getty@tty1.service console-getty.service systemd-networkd.service systemd-timesyncd.service
STOPSIGNAL SIGRTMIN+3
CMD ["/sbin/init"]
