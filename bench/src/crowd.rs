//! A thousand open connections, each with an occasional request. It measures the memory of a freshly started server.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::Semaphore,
    task::JoinSet,
};

use crate::shot::Shot;

/// Number of open connections.
pub const OPEN: usize = 1000;
/// Maximum number of concurrent requests.
const AT_ONCE: usize = 200;
/// Requests per connection.
const TIMES: usize = 3;

/// Opens the connections, sends the requests, measures the memory, and closes the connections.
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
