//! A thousand people at once: connections that stay open, each of which asks now and then. What counts is the memory of
//! a server that has just been started for it.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::Semaphore,
    task::JoinSet,
};

use crate::shot::Shot;

/// How many connections are open.
pub const OPEN: usize = 1000;
/// How many of them ask at the same moment.
const AT_ONCE: usize = 200;
/// How often each asks.
const TIMES: usize = 3;

/// Opens the connections, asks on each of them, and closes them at the end.
pub async fn come(address: SocketAddr, shots: &[Shot], look: impl FnOnce() -> io::Result<u64>) -> io::Result<u64> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut open = Vec::with_capacity(OPEN);
    for _ in 0..OPEN {
        open.push(BufReader::new(TcpStream::connect(address).await?));
    }
    for _ in 0..TIMES {
        let mut asking = JoinSet::new();
        for (number, connection) in open.drain(..).enumerate() {
            let (places, text) = (Arc::clone(&places), shots[number % shots.len()].text(address));
            asking.spawn(async move {
                let _place = places.acquire().await.map_err(io::Error::other)?;
                ask(connection, &text).await
            });
        }
        while let Some(asked) = asking.join_next().await {
            open.push(asked.map_err(io::Error::other)??);
        }
    }
    let memory = look();
    drop(open);
    memory
}

async fn ask(mut connection: BufReader<TcpStream>, text: &str) -> io::Result<BufReader<TcpStream>> {
    connection.get_mut().write_all(text.as_bytes()).await?;
    let (mut line, mut length, mut first) = (String::new(), 0, true);
    loop {
        line.clear();
        connection.read_line(&mut line).await?;
        if first && !line.contains(" 200 ") {
            return Err(io::Error::other(format!("answered {line}")));
        }
        first = false;
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    if length == 0 {
        return Err(io::Error::other("an answer without content-length"));
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await?;
    Ok(connection)
}
