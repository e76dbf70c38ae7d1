FROM scratch
COPY --from=busybox:1.36 /bin /bin
CMD echo ready && sleep 3600
